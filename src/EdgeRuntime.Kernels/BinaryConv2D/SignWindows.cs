using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>Copies windows of packed signs, (kernelH, kernelW, words), to rows of words; taps outside the input become +1.</summary>
internal readonly unsafe struct SignWindows
{
    private readonly BinaryConv2D _record;
    private readonly uint* _input;
    private readonly int _inH;
    private readonly int _inW;
    private readonly int _words;
    private readonly int _kernelH;
    private readonly int _kernelW;
    private readonly int _outH;

    public SignWindows(StepContext* step)
    {
        _record = step->RecordAs<BinaryConv2D>();
        _input = step->Inputs[0].As<uint>();
        (_inH, _inW, _words) = (step->Inputs[0].Shape[1], step->Inputs[0].Shape[2], step->Inputs[0].Shape[3]);
        (_kernelH, _kernelW, _outH) = (step->Inputs[1].Shape[1], step->Inputs[1].Shape[2], step->Outputs[0].Shape[1]);
    }

    /// <summary>Windows are the input's pixels, one after another.</summary>
    public static bool ArePixels(in BinaryConv2D record, Shape input, Shape weights, Shape output) =>
        weights.Product(1, 3) == 1 && record is { StrideH: 1, StrideW: 1, PadTop: 0, PadLeft: 0 } && input[1] == output[1] && input[2] == output[2];

    /// <summary>Copies the window under column <paramref name="x"/> of output row <paramref name="row"/>.</summary>
    /// <param name="row">Of all n * outH.</param>
    /// <param name="x">Column.</param>
    /// <param name="target">Words of one window.</param>
    /// <param name="outside">What outside taps add.</param>
    /// <param name="sums">Where to, (channels); written only when there is an outside tap that adds something.</param>
    /// <returns>Whether <paramref name="sums"/> was written.</returns>
    public bool Copy(int row, int x, uint* target, in OutsideSums outside, int* sums)
    {
        var (image, top) = (row / _outH * _inH, (row % _outH * _record.StrideH) - _record.PadTop);
        var left = (x * _record.StrideW) - _record.PadLeft;
        var adds = false;
        var isWhole = _record.DilationW == 1 && left >= 0 && left + _kernelW <= _inW;
        for (var ky = 0; ky < _kernelH; ky++)
        {
            var inY = top + (ky * _record.DilationH);
            if (isWhole && (uint)inY < (uint)_inH)
            {
                // The taps of a row lie together.
                CopyWords(_input + (((((nint)image + inY) * _inW) + left) * _words), target, _kernelW * _words);
                target += _kernelW * _words;
                continue;
            }

            for (var kx = 0; kx < _kernelW; kx++, target += _words)
            {
                var inX = left + (kx * _record.DilationW);
                if ((uint)inY < (uint)_inH && (uint)inX < (uint)_inW)
                {
                    CopyWords(_input + (((((nint)image + inY) * _inW) + inX) * _words), target, _words);
                    continue;
                }

                new Span<uint>(target, _words).Clear();
                if (outside.IsNone)
                {
                    continue;
                }

                if (!adds)
                {
                    outside.Clear(sums);
                    adds = true;
                }

                outside.Add((ky * _kernelW) + kx, sums);
            }
        }

        return adds;
    }

    /// <summary>A few words: cheaper copied in fours than by a call.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CopyWords(uint* source, uint* target, int words)
    {
        for (; words >= Vector128<uint>.Count; words -= Vector128<uint>.Count)
        {
            Unsafe.WriteUnaligned(target, Unsafe.ReadUnaligned<Vector128<uint>>(source));
            source += Vector128<uint>.Count;
            target += Vector128<uint>.Count;
        }

        if ((words & 2) != 0)
        {
            *(ulong*)target = *(ulong*)source;
            source += 2;
            target += 2;
        }

        if ((words & 1) != 0)
        {
            *target = *source;
        }
    }
}
