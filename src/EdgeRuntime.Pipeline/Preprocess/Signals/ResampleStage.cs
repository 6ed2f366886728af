using System.Numerics;

namespace EdgeRuntime.Pipeline;

/// <summary>
/// <c>resample</c>: frames at <c>fromHz</c> to frames at <c>toHz</c>, whole numbers both, see <see cref="Resampler"/>. <c>method</c>:
/// <c>polyphase</c> (a windowed sinc) or <c>linear</c>.
/// </summary>
internal static class ResampleStage
{
    public static StageKind Kind { get; } = StageKind.OfStream(
        "resample",
        [StageNumber.Count("fromHz", null, 1, 1_000_000), StageNumber.Count("toHz", null, 1, 1_000_000), SignalNumbers.Channels],
        [new StageOption("method", "polyphase", "linear")],
        Create);

    private static Resampler Create(StageParameters parameters)
    {
        var (from, to) = (parameters.Count("fromHz"), parameters.Count("toHz"));
        var phases = to / (int)BigInteger.GreatestCommonDivisor(from, to);
        return phases <= Resampler.MaxPhases
            ? new Resampler(from, to, parameters.Channels(), parameters.Option("method") == "linear")
            : throw new ContractException(
                $"'fromHz' is {from} and 'toHz' {to}, which lie at {phases} places between each other; expected {Resampler.MaxPhases} at most: rates with more in common.");
    }
}
