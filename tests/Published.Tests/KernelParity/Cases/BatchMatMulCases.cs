using EdgeRuntime.Model;
using TestKit;

namespace KernelParity;

/// <summary>float32 products of matrices, either of them transposed, one of them sometimes shared by all batches.</summary>
public static class BatchMatMulCases
{
    public static IParityCase Next(Random random)
    {
        var record = new BatchMatMul { LeftTransposed = random.Next(2), RightTransposed = random.Next(2) };
        var (batch, rows, columns, depth) = (random.Next(1, 4), random.Next(1, 12), random.Next(1, 70), random.Next(1, 80));
        var left = record.LeftTransposed == 0 ? new Shape(batch, rows, depth) : new Shape(batch, depth, rows);
        var rightBatch = random.Next(2) == 0 ? 1 : batch;
        var right = record.RightTransposed == 0 ? new Shape(rightBatch, depth, columns) : new Shape(rightBatch, columns, depth);
        return new ParityCase<BatchMatMul>(
            record, [Draw.Floats(random, left), Draw.Floats(random, right)], TestTensor.Output<float>(new Shape(batch, rows, columns)));
    }
}
