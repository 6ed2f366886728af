using System.Numerics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class ResizeBilinearKernel
{
    private const int FractionBits = 10, One = 1 << FractionBits;

    /// <summary>Prepared: the position of every output row, then of every output column.</summary>
    private static void PrepareFixed(StepContext* step)
    {
        ref var record = ref step->RecordAs<ResizeBilinear>();
        var (input, output) = (step->Inputs[0].Shape, step->Outputs[0].Shape);
        var positions = (FixedPosition*)step->Prepared;
        for (var axis = 1; axis <= 2; axis++)
        {
            var (inputSize, outputSize) = (input[axis], output[axis]);
            var corners = record.AlignCorners == 1 && outputSize > 1 ? 1 : 0;
            var (inputSpan, outputSpan) = (inputSize - corners, outputSize - corners);
            var scale = ((One * inputSpan) + (outputSpan / 2)) / outputSpan;
            for (var i = 0; i < outputSize; i++)
            {
                var scaled = (i * scale) + (record.HalfPixelCenters == 1 ? (scale / 2) - (One / 2) : 0);

                // The rounded scale can carry the last positions past the end; the reference would read behind its input there.
                var before = Math.Clamp(scaled / One, 0, inputSize - 1);
                *positions++ = new FixedPosition
                {
                    Before = before,
                    After = Math.Min((scaled + One - 1) / One, inputSize - 1),
                    Fraction = scaled - (One * before),
                };
            }
        }
    }

    private static void RunFixed<T>(StepContext* step, int begin, int end, int worker) where T : unmanaged, IBinaryInteger<T>
    {
        var (input, output) = (step->Inputs[0].Shape, step->Outputs[0].Shape);
        var channels = output[3];
        var rowLength = (nint)input[2] * channels;
        var rows = (FixedPosition*)step->Prepared;
        var columns = rows + output[1];
        var target = step->Outputs[0].As<T>() + ((nint)begin * output[2] * channels);
        for (var row = begin; row < end; row++)
        {
            var y = rows[row % output[1]];
            var image = step->Inputs[0].As<T>() + (row / output[1] * input[1] * rowLength);
            T* upper = image + (y.Before * rowLength), lower = image + (y.After * rowLength);
            for (var outX = 0; outX < output[2]; outX++)
            {
                var x = columns[outX];
                nint left = (nint)x.Before * channels, right = (nint)x.After * channels;
                for (var c = 0; c < channels; c++)
                {
                    // 20 fractional bits
                    var sum =
                        (long.CreateTruncating(upper[left + c]) * (One - y.Fraction) * (One - x.Fraction)) +
                        (long.CreateTruncating(lower[left + c]) * y.Fraction * (One - x.Fraction)) +
                        (long.CreateTruncating(upper[right + c]) * (One - y.Fraction) * x.Fraction) +
                        (long.CreateTruncating(lower[right + c]) * y.Fraction * x.Fraction);
                    var half = sum > 0 ? 1 << 19 : -(1 << 19);
                    *target++ = T.CreateTruncating((sum + half) / (1 << 20));
                }
            }
        }
    }

    private struct FixedPosition
    {
        public int Before;
        public int After;

        /// <summary>Distance from <see cref="Before"/> in 1/1024; below 0 on the half pixel before the first.</summary>
        public int Fraction;
    }
}
