using EdgeRuntime.Inference;
using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Quantization;

/// <summary>Sees the bytes of a node's output right after the node ran.</summary>
public delegate void OutputObserver(Node node, Value output, ReadOnlySpan<byte> bytes);

/// <summary>A graph packed and loaded: the interpreter of the board, with a view on inner tensors.</summary>
public sealed class GraphRunner : IDisposable
{
    private readonly Graph _graph;

    /// <exception cref="ImportException">The graph cannot be packed.</exception>
    public GraphRunner(Graph graph)
    {
        _graph = graph;
        Interpreter = Interpreter.Load(ModelFile.FromBytes(Packer.Pack(graph, new CompileOptions { SelfTestCases = 0 }).Bytes, long.MaxValue));
    }

    public Interpreter Interpreter { get; }

    /// <summary>One inference of an example.</summary>
    public void Run(InputSamples samples, int index)
    {
        samples.Fill(index, Interpreter);
        Interpreter.Run();
    }

    /// <summary>One inference, node by node.</summary>
    /// <param name="samples">Examples.</param>
    /// <param name="index">Which of them.</param>
    /// <param name="observe">Called for every output.</param>
    /// <param name="until">The last value that is needed; null: all.</param>
    public void Run(InputSamples samples, int index, OutputObserver observe, Value? until = null)
    {
        samples.Fill(index, Interpreter);
        for (var step = 0; step < Interpreter.StepCount; step++)
        {
            Interpreter.RunStep(step);
            var tensors = Interpreter.Model.OutputsOf(step);
            for (var o = 0; o < tensors.Length; o++)
            {
                observe(_graph.Nodes[step], _graph.Nodes[step].Outputs[o], Interpreter.TensorBytes(tensors[o]));
            }

            if (until is not null && _graph.Nodes[step].Outputs.Contains(until))
            {
                return;
            }
        }
    }

    public void Dispose() => Interpreter.Dispose();
}
