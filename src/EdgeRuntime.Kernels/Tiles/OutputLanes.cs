using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace EdgeRuntime.Kernels;

/// <summary>The last step of tiles: sums of four neighbouring output channels to int8.</summary>
internal static unsafe class OutputLanes
{
    /// <summary>Rescales, adds the zero point, clamps and stores the first <paramref name="count"/> (1..4) of four channels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<TRescale>(Vector128<int> sums, OutputStage* stage, int channel, sbyte* output, int count)
        where TRescale : IRescaleStep
    {
        var scaled = TRescale.Rescale(sums, Vector128.Load(stage->Multipliers + channel), Vector128.Load(stage->Shifts + channel));
        var clamped = Vector128.Min(
            Vector128.Max(scaled + Vector128.Create(stage->OutputZeroPoint), Vector128.Create(stage->Min)), Vector128.Create(stage->Max));
        var shorts = Vector128.Narrow(clamped, clamped);
        var packed = Vector128.Narrow(shorts, shorts).AsInt32().ToScalar();
        if (count >= 4)
        {
            Unsafe.WriteUnaligned(output, packed);
            return;
        }

        for (var i = 0; i < count; i++)
        {
            output[i] = (sbyte)(packed >> (8 * i));
        }
    }
}
