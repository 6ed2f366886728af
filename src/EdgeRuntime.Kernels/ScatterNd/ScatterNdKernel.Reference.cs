using System.Numerics;
using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class ScatterNdKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Units = 1 };
        switch (step.Inputs[0].Type)
        {
            case ElementType.Float32:
                kernel.Run = &Run<float>;
                return true;
            case ElementType.Int8:
                kernel.Run = &Run<sbyte>;
                return true;
            case ElementType.UInt8 or ElementType.Bool:
                kernel.Run = &Run<byte>;
                return true;
            case ElementType.Int16:
                kernel.Run = &Run<short>;
                return true;
            case ElementType.Int32:
                kernel.Run = &Run<int>;
                return true;
            case ElementType.Int64:
                kernel.Run = &Run<long>;
                return true;
            default:
                return false;
        }
    }

    private static void Run<T>(StepContext* step, int begin, int end, int worker) where T : unmanaged, INumber<T>
    {
        if (begin >= end)
        {
            return;
        }

        if (step->Inputs[0].Data != step->Outputs[0].Data)
        {
            NativeMemory.Copy(step->Inputs[0].Data, step->Outputs[0].Data, (nuint)step->Outputs[0].ByteLength);
        }

        var reduction = step->RecordAs<ScatterNd>().Reduction;
        var (output, indicesShape) = (step->Outputs[0].Shape, step->Inputs[1].Shape);
        var indices = new IndexOperand(step->Inputs[1]);
        var count = indicesShape[-1];
        var blocks = indicesShape.Product(0, indicesShape.Rank - 1);
        var blockLength = output.Product(count, output.Rank);
        var sizes = stackalloc int[Shape.MaxRank];
        output.Span[..count].CopyTo(new Span<int>(sizes, count));
        var update = step->Inputs[2].As<T>();
        for (var block = 0; block < blocks; block++)
        {
            var target = step->Outputs[0].As<T>() + (indices.Block((long)block * count, sizes, count) * blockLength);
            for (var i = 0; i < blockLength; i++)
            {
                target[i] = Combination.Of(reduction, target[i], *update++);
            }
        }
    }
}
