using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class TopKKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Units = step.Inputs[0].Shape.Product(0, step.Record<TopK>().Axis) };
        switch (step.Inputs[0].Type)
        {
            case ElementType.Float32:
                kernel.Run = &Run<float>;
                return true;
            case ElementType.Int8:
                kernel.Run = &Run<sbyte>;
                return true;
            case ElementType.UInt8:
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
        ref var record = ref step->RecordAs<TopK>();
        var shape = step->Inputs[0].Shape;
        var (size, kept, inner) = (shape[record.Axis], step->Outputs[0].Shape[record.Axis], shape.Product(record.Axis + 1, shape.Rank));
        for (var outer = begin; outer < end; outer++)
        {
            for (var i = 0; i < inner; i++)
            {
                var line = step->Inputs[0].As<T>() + ((nint)outer * size * inner) + i;
                var first = ((nint)outer * kept * inner) + i;
                Select(line, size, inner, record.Largest == 1, step->Outputs[0].As<T>() + first, step->Outputs[1].As<long>() + first, kept);
            }
        }
    }

    /// <summary>Insertion into the sorted list of those kept so far; most elements are refused by one comparison with its last.</summary>
    private static void Select<T>(T* line, int size, nint stride, bool largest, T* values, long* indices, int kept) where T : unmanaged, INumber<T>
    {
        var held = 0;
        for (var a = 0; a < size; a++)
        {
            var element = line[a * stride];
            if (held == kept && !Better(element, values[(kept - 1) * stride], largest))
            {
                continue;
            }

            var at = held < kept ? held++ : kept - 1;
            for (; at > 0 && Better(element, values[(at - 1) * stride], largest); at--)
            {
                values[at * stride] = values[(at - 1) * stride];
                indices[at * stride] = indices[(at - 1) * stride];
            }

            (values[at * stride], indices[at * stride]) = (element, a);
        }
    }

    private static bool Better<T>(T a, T b, bool largest) where T : unmanaged, INumber<T> => largest ? a > b : a < b;
}
