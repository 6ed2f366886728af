using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class NonMaxSuppressionKernel
{
    private static bool BindReference(StepView step, out BoundKernel kernel)
    {
        kernel = new BoundKernel { Run = &Run, Units = 1 };
        return true;
    }

    private static void Run(StepContext* step, int begin, int end, int worker)
    {
        ref var record = ref step->RecordAs<NonMaxSuppression>();
        var (boxCount, classes) = (step->Inputs[0].Shape[1], step->Inputs[1].Shape[1]);
        var rows = step->Inputs[0].Shape[0] * classes;
        var most = step->Outputs[0].Shape[0] / rows;
        var selected = step->Outputs[0].As<long>();
        var candidates = (int*)step->ScratchOf(worker);
        var count = 0L;
        for (var row = 0; row < rows; row++)
        {
            var (image, label) = (row / classes, row % classes);
            var boxes = step->Inputs[0].As<float>() + ((nint)image * boxCount * Box.Numbers);
            var scores = step->Inputs[1].As<float>() + ((nint)row * boxCount);
            var left = Candidates(scores, boxCount, record.LeastScore, candidates);
            for (var taken = 0; taken < most && left > 0; taken++, count++)
            {
                var best = Best(scores, candidates, left);
                left = Without(boxes, best, candidates, left, record.AreCentred == 1, record.MostOverlap);
                (selected[3 * count], selected[(3 * count) + 1], selected[(3 * count) + 2]) = (image, label, best);
            }
        }

        new Span<long>(selected + (3 * count), (int)(step->Outputs[0].ElementCount - (3 * count))).Fill(-1);
        *step->Outputs[1].As<long>() = count;
    }

    private static int Candidates(float* scores, int count, float least, int* candidates)
    {
        var found = 0;
        for (var i = 0; i < count; i++)
        {
            if (scores[i] > least)
            {
                candidates[found++] = i;
            }
        }

        return found;
    }

    private static int Best(float* scores, int* candidates, int count)
    {
        var best = candidates[0];
        for (var i = 1; i < count; i++)
        {
            best = scores[candidates[i]] > scores[best] ? candidates[i] : best;
        }

        return best;
    }

    /// <summary>Leaves out the box taken and those that share too much with it; the others keep their order.</summary>
    private static int Without(float* boxes, int taken, int* candidates, int count, bool areCentred, float mostOverlap)
    {
        var (kept, box) = (0, Box.At(boxes, taken, areCentred));
        for (var i = 0; i < count; i++)
        {
            var candidate = candidates[i];
            if (candidate != taken && !(Box.At(boxes, candidate, areCentred).Overlap(box) > mostOverlap))
            {
                candidates[kept++] = candidate;
            }
        }

        return kept;
    }

    private readonly record struct Box(float Top, float Left, float Bottom, float Right)
    {
        public const int Numbers = 4;

        private float Area => (Bottom - Top) * (Right - Left);

        public static Box At(float* boxes, int index, bool isCentred)
        {
            var numbers = boxes + ((nint)index * Numbers);
            var (a, b, c, d) = (numbers[0], numbers[1], numbers[2], numbers[3]);
            return isCentred
                ? new Box(b - (d / 2), a - (c / 2), b + (d / 2), a + (c / 2))
                : new Box(MathF.Min(a, c), MathF.Min(b, d), MathF.Max(a, c), MathF.Max(b, d));
        }

        /// <summary>Intersection over union.</summary>
        public float Overlap(Box other)
        {
            var (height, width) = (MathF.Min(Bottom, other.Bottom) - MathF.Max(Top, other.Top), MathF.Min(Right, other.Right) - MathF.Max(Left, other.Left));
            var common = MathF.Max(0, height) * MathF.Max(0, width);
            return common > 0 ? common / (Area + other.Area - common) : 0;
        }
    }
}
