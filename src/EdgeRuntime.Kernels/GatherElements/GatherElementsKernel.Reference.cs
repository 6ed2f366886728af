using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class GatherElementsKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Units = step.Outputs[0].Shape.Product(0, step.Outputs[0].Shape.Rank - 1) };
        switch (step.Inputs[0].Type.SizeBytes())
        {
            case 1:
                kernel.Run = &Run<byte>;
                break;
            case 2:
                kernel.Run = &Run<ushort>;
                break;
            case 4:
                kernel.Run = &Run<uint>;
                break;
            default:
                kernel.Run = &Run<ulong>;
                break;
        }

        return true;
    }

    private static void Run<T>(StepContext* step, int begin, int end, int worker) where T : unmanaged
    {
        var axis = step->RecordAs<GatherElements>().Axis;
        var input = step->Inputs[0].Shape;
        var indices = new IndexOperand(step->Inputs[1]);
        var rows = new AxisRows(step->Outputs[0].Shape, input, axis);
        for (var row = begin; row < end; row++)
        {
            var source = step->Inputs[0].As<T>() + rows.Offset(row);
            var first = (long)row * rows.Length;
            var target = step->Outputs[0].As<T>() + first;
            for (var i = 0; i < rows.Length; i++, source += rows.ElementStride)
            {
                target[i] = source[indices.Within(first + i, input[axis]) * rows.AxisStride];
            }
        }
    }
}
