using System.Runtime.InteropServices;
using EdgeRuntime.Kernels;
using EdgeRuntime.Model;
using EdgeRuntime.Pipeline;

namespace EdgeRuntime.Host;

/// <summary>
/// Whether a model that is sent to this machine was meant for it. Every machine computes every file, but one packed for another board
/// cannot use its weights in place, and that it came here is most likely a mistake of the sender's.
/// </summary>
internal static class ModelTarget
{
    /// <exception cref="ContractException">It names another board.</exception>
    public static void Require(ModelFile model)
    {
        var target = model.Contract.Provenance.Target;
        if (!IsHere(target, RuntimeInformation.ProcessArchitecture, Cpu.Detected))
        {
            throw new ContractException(
                $"it was packed for {target}, which this machine is not ({RuntimeInformation.ProcessArchitecture}, {Cpu.Detected}): "
                + "pack it without --target, or for this board");
        }
    }

    /// <param name="target">A board's name; empty for any.</param>
    /// <param name="architecture">Of this process.</param>
    /// <param name="features">Of this processor.</param>
    public static bool IsHere(string target, Architecture architecture, CpuFeatures features) => target switch
    {
        "x64" or "x64-avx2" or "x64-v4" => architecture == Architecture.X64,
        "zero2w" or "pi4" => architecture == Architecture.Arm64,
        "pi5" => architecture == Architecture.Arm64 && features.HasFlag(CpuFeatures.Dp),
        _ => true,
    };
}
