using System.Runtime.Intrinsics;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>
/// For every step of the sequence, forward or backward, with a = clip(W x + bW + R h + bR) for each gate, f, g, h the three activations:
/// RNN: h = f(a). GRU: z = f(az); r = f(ar); n = g(clip(Wn x + bWn + Rn (r * h) + bRn)), or g(clip(Wn x + bWn + r * (Rn h + bRn)));
/// h = (1 - z) * n + z * h. LSTM: i = f(ai + pi * c); f = f(af + pf * c), or 1 - i; c = f * c + i * g(ac); o = f(ao + po * c);
/// h = o * h(clip(c)). x (time, n, inC), W (gates units, inC), R (gates units, units). The outputs alias nothing. Units are the n sequences.
/// </summary>
public static partial class RecurrentKernel
{
    public static Kernel Kernel { get; } = new(OpCode.Recurrent,
    [
        new("AdvSimd", CpuFeatures.AdvSimd, BindTiled<AdvSimdFloats, Vector128<float>>),
        new("Avx2", CpuFeatures.Avx2, BindTiled<Avx2Floats, Vector256<float>>),
        KernelVariant.Reference(BindReference),
    ]);
}
