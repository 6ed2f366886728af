using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Quantization;
using static TorchSharp.torch;

namespace EdgeTool.Training;

/// <summary>A graph packed, and asked with the very interpreter that runs on the board.</summary>
internal sealed class PackedAnswers : IDisposable
{
    private readonly Interpreter _interpreter;
    private readonly TrainingData _data;

    /// <param name="graph">It stays as it is.</param>
    /// <param name="data">What it is asked.</param>
    /// <exception cref="RecipeException">It gives something else than float32.</exception>
    public PackedAnswers(Graph graph, TrainingData data)
    {
        var compiled = ModelCompiler.Compile(GraphCopy.Of(graph), new CompileOptions { SelfTestCases = 0 });
        (_interpreter, _data) = (Interpreter.Load(ModelFile.FromBytes(compiled.Bytes)), data);
        if (_interpreter.OutputInfo(0).Type is not ElementType.Float32 and var type)
        {
            _interpreter.Dispose();
            throw new RecipeException($"The model gives {type}; a recipe's model gives float32.");
        }
    }

    /// <summary>Elements of the first output, until the next question.</summary>
    public ReadOnlySpan<float> Of(int example)
    {
        for (var i = 0; i < _data.Inputs.Length; i++)
        {
            MemoryMarshal.AsBytes(_data.Example(i, example)).CopyTo(_interpreter.InputBytes(i));
        }

        _interpreter.Run();
        return MemoryMarshal.Cast<byte, float>(_interpreter.OutputBytes(0));
    }

    public void Dispose() => _interpreter.Dispose();

    /// <summary>Examples on which a twin, its hooks attached, and a packed graph give other numbers, be it in one bit.</summary>
    public static int CountDiffering(Twin twin, Graph graph, TrainingData data)
    {
        const int batch = 250;
        using var answers = new PackedAnswers(graph, data);
        var differing = 0;
        foreach (var examples in Enumerable.Range(0, data.Count).Chunk(batch))
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            var simulated = TwinTensors.Floats(twin.forward(data.Batch(examples))[0].to(ScalarType.Float32));
            var length = simulated.Length / examples.Length;
            differing += examples.Index().Count(e => !answers.Of(e.Item).SequenceEqual(simulated.AsSpan(e.Index * length, length)));
        }

        return differing;
    }
}
