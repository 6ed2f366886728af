using System.Runtime.CompilerServices;
using EdgeRuntime.Model;

namespace EdgeRuntime.Kernels;

/// <summary>float32, summed in the natural order.</summary>
internal readonly unsafe struct FloatArithmetic : IMultiplyAccumulate<float, float, float>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Add(float sum, float value, float weight, int valueZero, int weightZero) => sum + (value * weight);

    public static float Bias(in Operand bias, int channel) => bias.As<float>()[channel];

    public static float Finish(float sum, OutputStage* stage, int channel) => Math.Min(Math.Max(sum, stage->RealMin), stage->RealMax);
}

/// <summary>int8 activations and weights, 32-bit sums.</summary>
internal readonly unsafe struct Int8Arithmetic : IMultiplyAccumulate<sbyte, sbyte, int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Add(int sum, sbyte value, sbyte weight, int valueZero, int weightZero) =>
        sum + ((value - valueZero) * (weight - weightZero));

    public static int Bias(in Operand bias, int channel) => bias.As<int>()[channel];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static sbyte Finish(int sum, OutputStage* stage, int channel) => (sbyte)Rescaled(sum, stage, channel);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Rescaled(int sum, OutputStage* stage, int channel) => Math.Clamp(
        FixedPoint.MultiplyByQuantizedMultiplier(sum, stage->Multipliers[channel], stage->Shifts[channel]) + stage->OutputZeroPoint,
        stage->Min,
        stage->Max);
}

/// <summary>uint8 activations and weights, both asymmetric, 32-bit sums.</summary>
internal readonly unsafe struct UInt8Arithmetic : IMultiplyAccumulate<byte, byte, int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Add(int sum, byte value, byte weight, int valueZero, int weightZero) =>
        sum + ((value - valueZero) * (weight - weightZero));

    public static int Bias(in Operand bias, int channel) => bias.As<int>()[channel];

    public static byte Finish(int sum, OutputStage* stage, int channel) => (byte)Int8Arithmetic.Rescaled(sum, stage, channel);
}

/// <summary>int16 activations, int8 weights, 64-bit sums and the 64-bit rescaling; the bias may be int32 or int64.</summary>
internal readonly unsafe struct Int16Arithmetic : IMultiplyAccumulate<short, sbyte, long>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Add(long sum, short value, sbyte weight, int valueZero, int weightZero) => sum + (value * (weight - weightZero));

    public static long Bias(in Operand bias, int channel) =>
        bias.Type == ElementType.Int64 ? bias.As<long>()[channel] : bias.As<int>()[channel];

    public static short Finish(long sum, OutputStage* stage, int channel) => (short)Math.Clamp(
        FixedPoint.MultiplyByQuantizedMultiplier(sum, stage->Multipliers[channel], stage->Shifts[channel]), stage->Min, stage->Max);
}

/// <summary>int16 activations, int8 weights, 32-bit sums and rescaling: what the reference does where the bias has 32 bits.</summary>
internal readonly unsafe struct NarrowInt16Arithmetic : IMultiplyAccumulate<short, sbyte, int>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Add(int sum, short value, sbyte weight, int valueZero, int weightZero) => sum + (value * (weight - weightZero));

    public static int Bias(in Operand bias, int channel) => bias.As<int>()[channel];

    public static short Finish(int sum, OutputStage* stage, int channel) => (short)Int8Arithmetic.Rescaled(sum, stage, channel);
}

/// <summary>int16 on both sides, 64-bit sums: products of two activations.</summary>
internal readonly unsafe struct Int16PairArithmetic : IMultiplyAccumulate<short, short, long>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static long Add(long sum, short value, short weight, int valueZero, int weightZero) => sum + (value * weight);

    public static long Bias(in Operand bias, int channel) => bias.As<long>()[channel];

    public static short Finish(long sum, OutputStage* stage, int channel) => Int16Arithmetic.Finish(sum, stage, channel);
}
