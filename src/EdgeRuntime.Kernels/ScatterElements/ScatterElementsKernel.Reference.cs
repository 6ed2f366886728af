using System.Numerics;
using System.Runtime.InteropServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class ScatterElementsKernel
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

        ref var record = ref step->RecordAs<ScatterElements>();
        var output = step->Outputs[0].Shape;
        var indices = new IndexOperand(step->Inputs[1]);
        var rows = new AxisRows(step->Inputs[1].Shape, output, record.Axis);
        var update = step->Inputs[2].As<T>();
        for (var row = 0; row < rows.Count; row++)
        {
            var target = step->Outputs[0].As<T>() + rows.Offset(row);
            var first = (long)row * rows.Length;
            for (var i = 0; i < rows.Length; i++, target += rows.ElementStride, update++)
            {
                ref var element = ref target[indices.Within(first + i, output[record.Axis]) * rows.AxisStride];
                element = Combination.Of(record.Reduction, element, *update);
            }
        }
    }
}
