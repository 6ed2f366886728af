using System.Globalization;
using EdgeRuntime.Inference;

namespace EdgeRuntime.Host;

/// <summary>Says whether loading used the weights in place or had to repack some.</summary>
internal static class WeightOrderText
{
    public static string Of(Interpreter interpreter) => interpreter.RepackedBytes == 0
        ? "weights used in place"
        : string.Create(CultureInfo.InvariantCulture, $"weights: {interpreter.RepackedBytes:N0} bytes repacked for this CPU, as the file is packed for {Target(interpreter)}");

    private static string Target(Interpreter interpreter) =>
        interpreter.Model.Contract.Provenance.Target is { Length: > 0 } target ? target : "any board (pack --target)";
}
