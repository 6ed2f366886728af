using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class GatherNdKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        var indices = step.Inputs[1].Shape;
        kernel = new BoundKernel { Run = &Run, Units = indices.Product(0, indices.Rank - 1) };
        return true;
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        var batchDims = step->RecordAs<GatherNd>().BatchDims;
        var (input, indicesShape) = (step->Inputs[0].Shape, step->Inputs[1].Shape);
        var indices = new IndexOperand(step->Inputs[1]);
        var count = indicesShape[-1];
        var perBatch = indicesShape.Product(batchDims, indicesShape.Rank - 1);
        var blocksPerBatch = (long)input.Product(batchDims, batchDims + count);
        var blockBytes = (long)input.Product(batchDims + count, input.Rank) * step->Inputs[0].Type.SizeBytes();
        var sizes = stackalloc int[Shape.MaxRank];
        for (var axis = 0; axis < count; axis++)
        {
            sizes[axis] = input[batchDims + axis];
        }

        for (var unit = begin; unit < end; unit++)
        {
            var block = (unit / perBatch * blocksPerBatch) + indices.Block((long)unit * count, sizes, count);
            NativeMemory.Copy(step->Inputs[0].Data + (block * blockBytes), step->Outputs[0].Data + (unit * blockBytes), (nuint)blockBytes);
        }
    }
}
