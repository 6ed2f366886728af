using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>Zero point and limits of an int8 output in all lanes.</summary>
internal readonly unsafe struct Limits128
{
    public readonly Vector128<short> ZeroPoint;
    public readonly Vector128<sbyte> Min;
    public readonly Vector128<sbyte> Max;

    public Limits128(OutputStage* stage)
    {
        ZeroPoint = Vector128.Create((short)stage->OutputZeroPoint);
        Min = Vector128.Create((sbyte)stage->Min);
        Max = Vector128.Create((sbyte)stage->Max);
    }
}
