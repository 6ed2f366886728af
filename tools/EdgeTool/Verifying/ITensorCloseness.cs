using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Datasets;

namespace EdgeTool;

/// <summary>When a tensor of a packed model counts as its source's.</summary>
public interface ITensorCloseness
{
    /// <summary>Integers byte for byte, floats within the tolerance of self-tests: what a packed model owes an integer source.</summary>
    static ITensorCloseness Same { get; } = new SameElements();

    /// <summary>
    /// What a packed model owes an ONNX source: float32 sums are taken in another order once scales are folded into weights, and a
    /// quantized ONNX graph states float arithmetic between rounded tensors, which integers follow within a step per layer.
    /// </summary>
    static ITensorCloseness NearTo(ModelFile packed)
    {
        var isQuantized = Enumerable.Range(0, packed.Tensors.Length).Any(t => packed.Tensors[t].Kind != TensorKind.Constant && packed.InfoOf(t).IsQuantized);
        return new NearElements(isQuantized ? 0.1 : 1e-3);
    }

    /// <summary>Index of the first element that is too far; -1 when the tensors count as the same.</summary>
    int FirstDifference(OperandInfo info, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> found);

    private sealed class SameElements : ITensorCloseness
    {
        public int FirstDifference(OperandInfo info, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> found) =>
            TensorComparison.FirstDifference(info.Type, expected, found);
    }

    /// <param name="relativeError">Root mean square of the differences, as a part of that of the values.</param>
    private sealed class NearElements(double relativeError) : ITensorCloseness
    {
        /// <summary>Root mean square of the differences of integers, in steps.</summary>
        private const double StepsError = 1;

        public int FirstDifference(OperandInfo info, ReadOnlySpan<byte> expected, ReadOnlySpan<byte> found)
        {
            var first = TensorComparison.FirstDifference(info.Type, expected, found);
            if (first < 0 || expected.Length != found.Length || info.Type is ElementType.Bool or ElementType.Int64 or ElementType.UInt32)
            {
                return first;
            }

            var (wanted, got) = (Elements.ToFloats(expected, info.Type), Elements.ToFloats(found, info.Type));
            var (signal, noise) = (0.0, 0.0);
            for (var i = 0; i < wanted.Length; i++)
            {
                signal += Math.Pow(wanted[i] - info.ZeroPoint, 2);
                noise += Math.Pow(wanted[i] - got[i], 2);
            }

            var isNear = noise <= relativeError * relativeError * signal
                || (info.Type != ElementType.Float32 && noise <= StepsError * StepsError * wanted.Length);
            return isNear ? -1 : first;
        }
    }
}
