using EdgeRuntime.Inference;
using EdgeRuntime.Kernels;
using EdgeRuntime.Model;

namespace EdgeTool;

/// <summary>The self-test vectors on every set of instruction sets that changes which kernels a model gets on this machine.</summary>
public static class FeatureSubsets
{
    /// <param name="model">Opens the model anew for each run.</param>
    /// <returns>The reference first; a subset that binds the same kernels as an earlier one is left out.</returns>
    public static IEnumerable<SubsetResult> Run(Func<ModelFile> model)
    {
        var seen = new HashSet<string>();
        foreach (var features in SubsetsOf(Cpu.Allowed))
        {
            using var interpreter = Interpreter.Load(model(), new InterpreterOptions { Features = features });
            var bound = Enumerable.Range(0, interpreter.StepCount).Select(s => interpreter.VariantOf(s).Name).ToList();
            if (seen.Add(string.Join(',', bound)))
            {
                var kernels = bound.CountBy(isa => isa).Select(c => $"{c.Value} {c.Key}");
                var name = features == CpuFeatures.None ? "Reference" : features.ToString();
                yield return new SubsetResult(name, string.Join(", ", kernels), SelfTest.Run(interpreter));
            }
        }
    }

    /// <summary>Every subset, the empty one first.</summary>
    public static IReadOnlyList<CpuFeatures> SubsetsOf(CpuFeatures features)
    {
        var subsets = new List<CpuFeatures> { CpuFeatures.None };
        foreach (var flag in Enum.GetValues<CpuFeatures>().Where(f => f != 0 && features.HasFlag(f)))
        {
            subsets.AddRange(subsets.ConvertAll(s => s | flag));
        }

        return subsets;
    }
}

/// <summary>One run of the self-test.</summary>
/// <param name="Features">Instruction sets that kernels were allowed.</param>
/// <param name="Kernels">Variants bound, with how many steps each has.</param>
/// <param name="Report">What the self-test found.</param>
public sealed record SubsetResult(string Features, string Kernels, SelfTestReport Report);
