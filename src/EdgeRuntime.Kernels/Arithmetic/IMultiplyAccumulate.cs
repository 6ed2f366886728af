using System.Numerics;

namespace EdgeRuntime.Kernels;

/// <summary>
/// The arithmetic of one combination of element types, so that every operator with weights writes its loops once:
/// sum = Σ (value - valueZero) * (weight - weightZero) + bias; output = finish(sum).
/// </summary>
internal unsafe interface IMultiplyAccumulate<TValue, TWeight, TSum>
    where TValue : unmanaged
    where TWeight : unmanaged
    where TSum : unmanaged, INumber<TSum>
{
    static abstract TSum Add(TSum sum, TValue value, TWeight weight, int valueZero, int weightZero);

    /// <summary>Bias of one channel; the caller has seen that there is one.</summary>
    static abstract TSum Bias(in Operand bias, int channel);

    /// <summary>Rescales to the output's quantization, or clamps a real sum.</summary>
    static abstract TValue Finish(TSum sum, OutputStage* stage, int channel);
}
