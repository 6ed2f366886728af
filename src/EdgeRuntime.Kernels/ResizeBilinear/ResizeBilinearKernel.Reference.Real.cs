using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

public static unsafe partial class ResizeBilinearKernel
{
    private interface IPixel<T>
    {
        static abstract float Load(T stored);

        static abstract T Store(float value);
    }

    /// <summary>Prepared: the position of every output row, then of every output column.</summary>
    private static void PrepareReal(StepContext* step)
    {
        ref var record = ref step->RecordAs<ResizeBilinear>();
        var (input, output) = (step->Inputs[0].Shape, step->Outputs[0].Shape);
        var positions = (RealPosition*)step->Prepared;
        for (var axis = 1; axis <= 2; axis++)
        {
            var (inputSize, outputSize) = (input[axis], output[axis]);
            var scale = record.AlignCorners == 1 && outputSize > 1 ? (inputSize - 1f) / (outputSize - 1) : (float)inputSize / outputSize;
            for (var i = 0; i < outputSize; i++)
            {
                var real = record.HalfPixelCenters == 1 ? ((i + 0.5f) * scale) - 0.5f : i * scale;
                var before = Math.Clamp((int)MathF.Floor(real), 0, inputSize - 1);
                *positions++ = new RealPosition
                {
                    Before = before,
                    After = Math.Clamp((int)MathF.Ceiling(real), 0, inputSize - 1),
                    Fraction = real - before,
                };
            }
        }
    }

    private static void RunReal<T, TPixel>(StepContext* step, int begin, int end, int worker)
        where T : unmanaged
        where TPixel : IPixel<T>
    {
        var (input, output) = (step->Inputs[0].Shape, step->Outputs[0].Shape);
        var channels = output[3];
        var rowLength = (nint)input[2] * channels;
        var rows = (RealPosition*)step->Prepared;
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
                    var value =
                        (TPixel.Load(upper[left + c]) * (1 - y.Fraction) * (1 - x.Fraction)) +
                        (TPixel.Load(lower[left + c]) * y.Fraction * (1 - x.Fraction)) +
                        (TPixel.Load(upper[right + c]) * (1 - y.Fraction) * x.Fraction) +
                        (TPixel.Load(lower[right + c]) * y.Fraction * x.Fraction);
                    *target++ = TPixel.Store(value);
                }
            }
        }
    }

    private struct RealPosition
    {
        public int Before;
        public int After;

        /// <summary>Distance from <see cref="Before"/>; below 0 on the half pixel before the first.</summary>
        public float Fraction;
    }

    private readonly struct FloatPixel : IPixel<float>
    {
        public static float Load(float stored) => stored;

        public static float Store(float value) => value;
    }

    private readonly struct UInt8Pixel : IPixel<byte>
    {
        public static float Load(byte stored) => stored;

        public static byte Store(float value) => (byte)Math.Clamp((int)(value + 0.5f), 0, 255);
    }
}
