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
        : this(graph, Packer.Pack(graph, new CompileOptions { SelfTestCases = 0 }).Bytes)
    {
    }

    /// <param name="graph">The graph.</param>
    /// <param name="packed">It, packed.</param>
    internal GraphRunner(Graph graph, byte[] packed) => (_graph, Interpreter) = (graph, Interpreter.Load(ModelFile.FromBytes(packed, long.MaxValue)));

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

    /// <summary>Runs nodes <paramref name="first"/> to <paramref name="end"/> - 1 of an example on what earlier nodes wrote, and adds what they write.</summary>
    internal void Continue(InputSamples samples, int index, int first, int end, byte[][][] written)
    {
        samples.Fill(index, Interpreter);
        Restore(first, end, written);
        for (var step = first; step < end; step++)
        {
            Interpreter.RunStep(step);
            var tensors = Interpreter.Model.OutputsOf(step);
            var outputs = written[step] = new byte[tensors.Length][];
            for (var o = 0; o < tensors.Length; o++)
            {
                outputs[o] = Interpreter.TensorBytes(tensors[o]).ToArray();
            }
        }
    }

    /// <summary>Writes what nodes before <paramref name="first"/> left and later ones read.</summary>
    private void Restore(int first, int end, byte[][][] written)
    {
        var needed = new HashSet<int>();
        for (var step = first; step < end; step++)
        {
            needed.UnionWith(Interpreter.Model.InputsOf(step).ToArray());
        }

        for (var step = 0; step < first; step++)
        {
            var tensors = Interpreter.Model.OutputsOf(step);
            for (var o = 0; o < tensors.Length; o++)
            {
                if (needed.Contains(tensors[o]))
                {
                    Interpreter.WriteTensor(tensors[o], written[step][o]);
                }
            }
        }
    }

    public void Dispose() => Interpreter.Dispose();
}
