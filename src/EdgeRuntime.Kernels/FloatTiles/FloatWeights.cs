using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// Prepared part of a float32 convolution: weights (outC, depth) in blocks of columns, [outC / columns][depth][columns], bias alike, both
/// filled up with zeros, and zeros to be read for taps outside the input.
/// </summary>
internal unsafe struct FloatWeights
{
    /// <summary>(zeros)</summary>
    public float* Zeros;

    /// <summary>(blocks, columns)</summary>
    public float* Bias;

    /// <summary>(blocks, depth, columns)</summary>
    public float* Blocks;

    public static long SizeBytes(int zeros, int outC, int depth, int columns) =>
        sizeof(FloatWeights) + ((zeros + ((depth + 1L) * RoundUp(outC, columns))) * sizeof(float));

    public static void Write(StepContext* step, int zeros, int outC, int depth, int columns)
    {
        var weights = (FloatWeights*)step->Prepared;
        weights->Zeros = (float*)(weights + 1);
        weights->Bias = weights->Zeros + zeros;
        weights->Blocks = weights->Bias + RoundUp(outC, columns);
        new Span<float>(weights->Zeros, zeros).Clear();
        var source = step->Inputs[1].As<float>();
        var bias = step->HasInput(2) ? step->Inputs[2].As<float>() : null;
        var block = weights->Blocks;
        for (var first = 0; first < outC; first += columns)
        {
            for (var column = 0; column < columns; column++)
            {
                var channel = first + column;
                weights->Bias[channel] = bias != null && channel < outC ? bias[channel] : 0;
                for (var k = 0; k < depth; k++)
                {
                    block[((nint)k * columns) + column] = channel < outC ? source[((nint)channel * depth) + k] : 0;
                }
            }

            block += (nint)depth * columns;
        }
    }

    private static int RoundUp(int value, int multiple) => checked(value + multiple - 1) / multiple * multiple;
}
