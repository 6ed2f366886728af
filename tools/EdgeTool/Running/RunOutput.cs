using EdgeRuntime.Inference;
using EdgeRuntime.Model;

namespace EdgeTool;

/// <summary>One output of one inference.</summary>
/// <param name="Info">Type, shape and quantization.</param>
/// <param name="Bytes">Elements, little-endian, row-major.</param>
internal sealed record RunOutput(OperandInfo Info, byte[] Bytes)
{
    /// <summary>Everything that an inference has just computed.</summary>
    public static List<RunOutput> Of(Interpreter interpreter) =>
        [.. Enumerable.Range(0, interpreter.OutputCount).Select(i => new RunOutput(interpreter.OutputInfo(i), interpreter.OutputBytes(i).ToArray()))];
}
