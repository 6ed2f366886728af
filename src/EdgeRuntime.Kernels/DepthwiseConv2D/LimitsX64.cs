using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>Limits of an int8 output in all lanes.</summary>
internal readonly unsafe struct LimitsX64(OutputStage* stage)
{
    public readonly Vector256<sbyte> Min = Vector256.Create((sbyte)stage->Min);
    public readonly Vector256<sbyte> Max = Vector256.Create((sbyte)stage->Max);
}
