using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace EdgeRuntime.Kernels;

/// <summary>Instruction sets that a variant may require, and what decides between two of them.</summary>
[Flags]
public enum CpuFeatures
{
    None = 0,
    AdvSimd = 1,
    Dp = 2,
    Avx2 = 4,
    Avx512BW = 8,
    AvxVnni = 16,
    Avx512Vbmi = 32,

    /// <summary>
    /// VPDPBUSD on 256 bits multiplies more than VPMADDWD and VPADDD on 512 bits do, as on Intel's cores: on a Sapphire Rapids 1x1 layers of
    /// 64 channels and more come to 61 to 146 GMAC/s by the one and to 42 to 77 by the others.
    /// </summary>
    FastAvxVnni = 64,
}

/// <summary>What this CPU, and this build, can run.</summary>
public static class Cpu
{
    /// <summary>Environment variable that can only take features away, e.g. <c>EDGE_CPU_FEATURES=none</c> or <c>advsimd</c>.</summary>
    public const string Variable = "EDGE_CPU_FEATURES";

    /// <summary>Features of the CPU that this binary was also compiled for.</summary>
    public static CpuFeatures Detected { get; } =
        (AdvSimd.Arm64.IsSupported ? CpuFeatures.AdvSimd : 0) |
        (Dp.Arm64.IsSupported ? CpuFeatures.Dp : 0) |
        (Avx2.IsSupported ? CpuFeatures.Avx2 : 0) |
        (Avx512BW.IsSupported ? CpuFeatures.Avx512BW : 0) |
        (AvxVnni.IsSupported ? CpuFeatures.AvxVnni : 0) |
        (Avx512Vbmi.IsSupported ? CpuFeatures.Avx512Vbmi : 0) |
        (AvxVnni.IsSupported && IsIntel ? CpuFeatures.FastAvxVnni : 0);

    /// <summary><see cref="Detected"/> less what the environment variable leaves out.</summary>
    public static CpuFeatures Allowed { get; } = Restrict(Detected, Environment.GetEnvironmentVariable(Variable));

    /// <summary>Keeps only the features named in a comma-separated list; names the CPU lacks, or that are unknown, add nothing.</summary>
    public static CpuFeatures Restrict(CpuFeatures detected, string? list)
    {
        if (string.IsNullOrWhiteSpace(list))
        {
            return detected;
        }

        var kept = CpuFeatures.None;
        foreach (var name in list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            kept |= Enum.TryParse<CpuFeatures>(name, ignoreCase: true, out var feature) ? feature : CpuFeatures.None;
        }

        return detected & kept;
    }

    /// <summary>CPUID leaf 0 says "GenuineIntel" (Intel SDM volume 2, CPUID).</summary>
    private static bool IsIntel => X86Base.IsSupported && X86Base.CpuId(0, 0) is (_, 0x756E6547, 0x6C65746E, 0x49656E69);
}
