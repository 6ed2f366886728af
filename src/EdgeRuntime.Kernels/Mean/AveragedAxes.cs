using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Where the elements of one mean lie: axes that are kept and axes that are averaged, each list outermost first, with sizes and
/// steps in elements; neighbours that lie densely one in the other are joined.
/// </summary>
internal struct AveragedAxes
{
    public int KeptCount;
    public int AveragedCount;

    /// <summary>Elements in one mean.</summary>
    public int Elements;

    public AxisList KeptSizes;
    public AxisList KeptSteps;
    public AxisList Sizes;
    public AxisList Steps;

    /// <summary>Length of the innermost averaged axis and its step in elements; (1, 0) when no axis is averaged.</summary>
    public readonly (int Length, int Stride) InnermostRun =>
        AveragedCount == 0 ? (1, 0) : (Sizes[AveragedCount - 1], Steps[AveragedCount - 1]);

    public static AveragedAxes Of(Shape input, int axisMask)
    {
        var axes = new AveragedAxes { Elements = 1 };
        var step = input.ElementCount;
        var lastAveraged = false;
        for (var axis = 0; axis < input.Rank; axis++)
        {
            var size = input[axis];
            step /= size;
            var averaged = (axisMask >> axis & 1) == 1;
            var joins = axis > 0 && averaged == lastAveraged;
            lastAveraged = averaged;
            if (averaged)
            {
                axes.Elements *= size;
                Append(ref axes.Sizes, ref axes.Steps, ref axes.AveragedCount, size, step, joins);
            }
            else
            {
                Append(ref axes.KeptSizes, ref axes.KeptSteps, ref axes.KeptCount, size, step, joins);
            }
        }

        return axes;
    }

    /// <summary>Element index of the first element that goes into mean <paramref name="output"/>.</summary>
    public readonly int First(int output)
    {
        var offset = 0;
        for (var i = KeptCount - 1; i >= 0; i--)
        {
            offset += output % KeptSizes[i] * KeptSteps[i];
            output /= KeptSizes[i];
        }

        return offset;
    }

    /// <summary>Distance from the first element of a mean to run <paramref name="run"/> of the innermost averaged axis.</summary>
    public readonly int RunOffset(int run)
    {
        var offset = 0;
        for (var i = AveragedCount - 2; i >= 0; i--)
        {
            offset += run % Sizes[i] * Steps[i];
            run /= Sizes[i];
        }

        return offset;
    }

    private static void Append(ref AxisList sizes, ref AxisList steps, ref int count, int size, int step, bool joins)
    {
        if (joins)
        {
            sizes[count - 1] *= size;
            steps[count - 1] = step;
            return;
        }

        (sizes[count], steps[count]) = (size, step);
        count++;
    }

    [InlineArray(Shape.MaxRank)]
    public struct AxisList
    {
        private int _first;
    }
}
