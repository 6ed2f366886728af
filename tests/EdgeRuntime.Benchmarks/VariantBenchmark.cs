using EdgeRuntime.Inference;
using EdgeRuntime.Kernels;
using EdgeTool;

namespace EdgeRuntime.Benchmarks;

/// <summary>Every kernel variant of this machine on every multiplying step of a model.</summary>
internal static class VariantBenchmark
{
    public static List<VariantResult> Measure(byte[] packed, TimeSpan duration)
    {
        var subsets = FeatureSubsets.SubsetsOf(Cpu.Allowed);
        var results = new Dictionary<(string Step, string Variant), VariantResult>();
        foreach (var features in subsets)
        {
            using var interpreter = Interpreter.Load(OpenedModel.FromBytes(packed), new InterpreterOptions { Features = features });
            var report = ModelReport.Of(interpreter);
            if (report.Operators.All(o => o.Macs == 0 || results.ContainsKey((Key(o), o.Kernel))))
            {
                continue;
            }

            var times = new InferenceTimer(interpreter, 1).TimeSteps(duration / subsets.Count);
            foreach (var (o, time) in report.Operators.Zip(times).Where(p => p.First.Macs > 0))
            {
                var result = new VariantResult(o.Op, Operands(o), o.Kernel, o.Macs, time.MinMicroseconds);
                if (!results.TryGetValue((Key(o), o.Kernel), out var known) || known.Microseconds > result.Microseconds)
                {
                    results[(Key(o), o.Kernel)] = result;
                }
            }
        }

        return [.. results.Values.OrderBy(r => r.Operator, StringComparer.Ordinal).ThenBy(r => r.Operands, StringComparer.Ordinal).ThenByDescending(r => r.Microseconds)];
    }

    private static string Key(OperatorReport step) => $"{step.Op} {Operands(step)}";

    /// <summary>Input, weights and output: the shape of the work but for strides, which follow.</summary>
    private static string Operands(OperatorReport step) =>
        $"{step.Inputs[0]!.Type} {step.Inputs[0]!.ShapeText()} · {step.Inputs[1]!.ShapeText()} → {step.Outputs[0].ShapeText()}";
}

/// <summary>One variant on one shape.</summary>
internal sealed record VariantResult(string Operator, string Operands, string Kernel, long Macs, double Microseconds);
