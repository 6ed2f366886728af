using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class ArgMaxKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Units = step.Inputs[0].Shape.Product(0, step.Record<ArgMax>().Axis) };
        var wide = step.Outputs[0].Type == ElementType.Int64;
        switch (step.Inputs[0].Type)
        {
            case ElementType.Float32:
                kernel.Run = wide ? &Run<float, long> : &Run<float, int>;
                return true;
            case ElementType.Int8:
                kernel.Run = wide ? &Run<sbyte, long> : &Run<sbyte, int>;
                return true;
            case ElementType.UInt8:
                kernel.Run = wide ? &Run<byte, long> : &Run<byte, int>;
                return true;
            case ElementType.Int16:
                kernel.Run = wide ? &Run<short, long> : &Run<short, int>;
                return true;
            case ElementType.Int32:
                kernel.Run = wide ? &Run<int, long> : &Run<int, int>;
                return true;
            default:
                return false;
        }
    }

    private static void Run<T, TIndex>(StepContext* step, int begin, int end, int worker)
        where T : unmanaged, INumber<T>
        where TIndex : unmanaged, IBinaryInteger<TIndex>
    {
        var shape = step->Inputs[0].Shape;
        var axis = step->RecordAs<ArgMax>().Axis;
        var (size, inner) = (shape[axis], shape.Product(axis + 1, shape.Rank));
        var input = step->Inputs[0].As<T>() + ((nint)begin * size * inner);
        var output = step->Outputs[0].As<TIndex>() + ((nint)begin * inner);
        for (var outer = begin; outer < end; outer++, input += (nint)size * inner, output += inner)
        {
            for (var i = 0; i < inner; i++)
            {
                var (largest, at) = (input[i], 0);
                for (var a = 1; a < size; a++)
                {
                    var element = input[((nint)a * inner) + i];
                    if (element > largest)
                    {
                        (largest, at) = (element, a);
                    }
                }

                output[i] = TIndex.CreateTruncating(at);
            }
        }
    }
}
