using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class WhereKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel
        {
            Prepare = &PrepareSteps,
            PreparedBytes = sizeof(Prepared),
            Units = ElementBlocks.Count(step.Outputs[0].Shape.ElementCount),
            Run = step.Outputs[0].Type.SizeBytes() switch
            {
                1 => &Run<byte>,
                2 => &Run<short>,
                4 => &Run<int>,
                8 => &Run<long>,
                _ => null,
            },
        };
        return kernel.Run != null;
    }

    private static void PrepareSteps(StepContext* step)
    {
        var prepared = (Prepared*)step->Prepared;
        var output = step->Outputs[0].Shape;
        var (condition, a, b) = (step->Inputs[0].Shape, step->Inputs[1].Shape, step->Inputs[2].Shape);
        *prepared = new Prepared { Rank = output.Rank };
        int strideCondition = 1, strideA = 1, strideB = 1;
        for (var axis = 1; axis <= output.Rank; axis++)
        {
            prepared->Sizes[axis - 1] = output[-axis];
            prepared->Condition[axis - 1] = Next(condition, axis, ref strideCondition);
            prepared->A[axis - 1] = Next(a, axis, ref strideA);
            prepared->B[axis - 1] = Next(b, axis, ref strideB);
        }
    }

    /// <summary>Elements from one index of an axis, counted from the last, to the next; 0 where the input is repeated.</summary>
    private static int Next(Shape shape, int axis, ref int stride)
    {
        if (axis > shape.Rank || shape[-axis] == 1)
        {
            return 0;
        }

        var step = stride;
        stride *= shape[-axis];
        return step;
    }

    private static void Run<T>(StepContext* step, int begin, int end, int worker) where T : unmanaged
    {
        var prepared = (Prepared*)step->Prepared;
        var condition = step->Inputs[0].Data;
        T* a = step->Inputs[1].As<T>(), b = step->Inputs[2].As<T>(), y = step->Outputs[0].As<T>();
        var (first, last) = ElementBlocks.Elements(begin, end, step->Outputs[0].ElementCount);
        for (var i = first; i < last; i++)
        {
            int rest = i, atCondition = 0, atA = 0, atB = 0;
            for (var axis = 0; axis < prepared->Rank; axis++)
            {
                var (outer, index) = Math.DivRem(rest, prepared->Sizes[axis]);
                atCondition += index * prepared->Condition[axis];
                atA += index * prepared->A[axis];
                atB += index * prepared->B[axis];
                rest = outer;
            }

            y[i] = condition[atCondition] != 0 ? a[atA] : b[atB];
        }
    }

    /// <summary>Sizes of the output's axes, the last one first, and each input's elements from one index to the next.</summary>
    private struct Prepared
    {
        public int Rank;
        public fixed int Sizes[Shape.MaxRank];
        public fixed int Condition[Shape.MaxRank];
        public fixed int A[Shape.MaxRank];
        public fixed int B[Shape.MaxRank];
    }
}
