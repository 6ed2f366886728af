using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// How two inputs are walked while the output is written front to back: the output's dimensions with, for each, the step in either
/// input, 0 where it is repeated. Neighbouring dimensions that both inputs walk alike are merged, so that most operators run one
/// long inner loop.
/// </summary>
public unsafe struct BroadcastPlan
{
    private int _rank;
    private fixed int _sizes[Shape.MaxRank];
    private fixed int _stepsA[Shape.MaxRank];
    private fixed int _stepsB[Shape.MaxRank];

    /// <summary>Length of the innermost run, and the step of either input along it.</summary>
    public int Inner { get; private set; }

    public int InnerStepA { get; private set; }

    public int InnerStepB { get; private set; }

    /// <summary>Both shapes broadcast to <paramref name="output"/>, as the operator's law proved.</summary>
    public static BroadcastPlan Of(Shape a, Shape b, Shape output)
    {
        var plan = new BroadcastPlan { Inner = 1 };
        int strideA = 1, strideB = 1;
        bool innerA = true, innerB = true, isFirst = true;
        for (var axis = 1; axis <= output.Rank; axis++)
        {
            var size = output[-axis];
            if (size == 1)
            {
                continue;
            }

            var walksA = axis <= a.Rank && a[-axis] != 1;
            var walksB = axis <= b.Rank && b[-axis] != 1;
            var last = plan._rank - 1;
            if (!isFirst && walksA == innerA && walksB == innerB)
            {
                plan._sizes[last] *= size;
            }
            else
            {
                plan._sizes[plan._rank] = size;
                plan._stepsA[plan._rank] = walksA ? strideA : 0;
                plan._stepsB[plan._rank] = walksB ? strideB : 0;
                plan._rank++;
            }

            strideA *= walksA ? size : 1;
            strideB *= walksB ? size : 1;
            (innerA, innerB, isFirst) = (walksA, walksB, false);
        }

        if (plan._rank > 0)
        {
            (plan.Inner, plan.InnerStepA, plan.InnerStepB) = (plan._sizes[0], plan._stepsA[0], plan._stepsB[0]);
        }

        return plan;
    }

    /// <summary>Offsets of both inputs at the start of run <paramref name="run"/> of the output.</summary>
    public readonly (int A, int B) StartOf(int run)
    {
        int a = 0, b = 0;
        for (var i = 1; i < _rank; i++)
        {
            var (outer, index) = Math.DivRem(run, _sizes[i]);
            a += index * _stepsA[i];
            b += index * _stepsB[i];
            run = outer;
        }

        return (a, b);
    }
}
