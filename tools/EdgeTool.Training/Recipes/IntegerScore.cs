using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Training;

/// <summary>How good a model is, by the very interpreter that runs on the board.</summary>
public static class IntegerScore
{
    /// <param name="graph">With one float input; it stays as it is.</param>
    /// <param name="data">With labels, or there is no accuracy.</param>
    public static TrainingScore Of(Graph graph, TrainingData data)
    {
        var compiled = ModelCompiler.Compile(GraphCopy.Of(graph), new CompileOptions { SelfTestCases = 0 });
        using var interpreter = Interpreter.Load(ModelFile.FromBytes(compiled.Bytes));
        var (right, output) = (0, interpreter.OutputInfo(0));
        for (var e = 0; e < data.Count && data.Labels.Length > 0; e++)
        {
            for (var i = 0; i < data.Inputs.Length; i++)
            {
                MemoryMarshal.AsBytes(data.Example(i, e)).CopyTo(interpreter.InputBytes(i));
            }

            interpreter.Run();
            right += Best(interpreter, output) == data.Labels[e] ? 1 : 0;
        }

        return new TrainingScore(double.NaN, data.Labels.Length == 0 ? double.NaN : (double)right / data.Count);
    }

    /// <summary>The first of the largest, as decisions take it.</summary>
    private static int Best(Interpreter interpreter, OperandInfo output)
    {
        var best = 0;
        var scores = output.Type == ElementType.Float32 ? interpreter.Output<float>(0) : throw new RecipeException($"The model gives {output.Type}; a recipe's model gives float32.");
        for (var i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }
}
