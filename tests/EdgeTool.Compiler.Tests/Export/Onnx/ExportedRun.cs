using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using Microsoft.ML.OnnxRuntime;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>The difference of one output in two runs of a model.</summary>
/// <param name="Output">Which.</param>
/// <param name="Elements">Compared in all cases.</param>
/// <param name="Different">Of them, not equal.</param>
/// <param name="Largest">Difference: integers in steps, reals relative to the largest magnitude.</param>
/// <param name="IsInteger">Compared in steps.</param>
internal sealed record ExportedRun(string Output, int Elements, int Different, double Largest, bool IsInteger)
{
    /// <summary>Integers are equal, reals within 1e-4.</summary>
    public bool IsSame => IsInteger ? Different == 0 : Largest < 1e-4;

    public static List<ExportedRun> Compare(Interpreter expected, Interpreter found, IEnumerable<byte[][]> cases) =>
        Compare(expected, cases, inputs =>
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                inputs[i].CopyTo(found.InputBytes(i));
            }

            found.Run();
            return [.. Enumerable.Range(0, found.OutputCount).Select(o => Numbers(found.OutputInfo(o), found.OutputBytes(o)))];
        });

    public static List<ExportedRun> Compare(Interpreter expected, InferenceSession found, IEnumerable<byte[][]> cases) =>
        Compare(expected, cases, inputs => OnnxRuntimeReference.Run(
            found, [.. Enumerable.Range(0, expected.InputCount).Select(expected.InputInfo)], inputs, [.. Enumerable.Range(0, expected.OutputCount).Select(expected.OutputInfo)]));

    private static List<ExportedRun> Compare(Interpreter expected, IEnumerable<byte[][]> cases, Func<byte[][], double[][]> found)
    {
        var runs = Enumerable.Range(0, expected.OutputCount)
            .Select(o => new ExportedRun(expected.Model.TensorName(expected.Model.Outputs[o]), 0, 0, 0, expected.OutputInfo(o).Type != ElementType.Float32)).ToList();
        foreach (var inputs in cases)
        {
            for (var i = 0; i < inputs.Length; i++)
            {
                inputs[i].CopyTo(expected.InputBytes(i));
            }

            expected.Run();
            var others = found(inputs);
            for (var o = 0; o < runs.Count; o++)
            {
                var numbers = Numbers(expected.OutputInfo(o), expected.OutputBytes(o));
                var size = runs[o].IsInteger ? 1 : Math.Max(0.01, numbers.Max(Math.Abs));
                var differences = numbers.Zip(others[o], (a, b) => Math.Abs(a - b) / size).ToArray();
                Assert.Equal(numbers.Length, others[o].Length);
                runs[o] = runs[o] with
                {
                    Elements = runs[o].Elements + numbers.Length,
                    Different = runs[o].Different + differences.Count(d => d > 0),
                    Largest = Math.Max(runs[o].Largest, differences.Max()),
                };
            }
        }

        return runs;
    }

    private static double[] Numbers(OperandInfo info, ReadOnlySpan<byte> bytes) => OnnxRuntimeReference.Numbers(info.Type, bytes);
}
