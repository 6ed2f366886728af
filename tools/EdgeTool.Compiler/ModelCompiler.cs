using EdgeRuntime.Model;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Compiler;

/// <summary>The whole offline path: import, simplify, plan, pack.</summary>
public static class ModelCompiler
{
    /// <summary>Imports a source model and compiles it. An <c>.edge</c> file is taken apart and planned anew.</summary>
    /// <exception cref="ImportException">The source cannot be read, or a node breaks its operator's law.</exception>
    /// <exception cref="UnsupportedModelException">Some nodes cannot be packed; it names every one.</exception>
    public static CompiledModel Compile(string sourcePath, CompileOptions? options = null)
    {
        var graph = SourceModel.Import(sourcePath, options?.Import);
        ProvenanceStamp.Source(graph, sourcePath);
        return Compile(graph, options);
    }

    /// <summary>Simplifies, plans and packs a graph; fills in provenance and self-test vectors.</summary>
    /// <exception cref="ImportException">The graph cannot be executed, or a node breaks its operator's law.</exception>
    /// <exception cref="ArenaBudgetException">The arena cannot be made as small as the options ask.</exception>
    public static CompiledModel Compile(Graph graph, CompileOptions? options = null)
    {
        options ??= new CompileOptions();
        if (options.Simplify)
        {
            GraphSimplifier.Simplify(graph);
            SignLowering.Apply(graph);
        }

        if (options.Float16)
        {
            HalfWeights.Apply(graph);
            graph.Contract.Provenance.Notes.Add("float weights rounded to float16");
        }

        ProvenanceStamp.Packing(graph, options);
        GraphProof.Check(graph);
        StepOrder.Improve(graph);
        if (options.MaxArenaBytes is { } maxBytes)
        {
            graph.Contract.Provenance.Notes.Add(ArenaBudget.Apply(graph, maxBytes).ToString());
        }

        return Packer.Pack(graph, options);
    }
}

/// <summary>How a model is compiled.</summary>
public sealed record CompileOptions
{
    /// <summary><c>zero2w</c>, <c>pi4</c>, <c>pi5</c>, <c>x64</c>: <see cref="TargetBoard"/>; or empty for any board.</summary>
    public string Target { get; init; } = "";

    /// <summary>False keeps one node per source operator, so that inner tensors can be compared one by one.</summary>
    public bool Simplify { get; init; } = true;

    /// <summary>Rounds float weights to binary16: half the bytes, float32 arithmetic.</summary>
    public bool Float16 { get; init; }

    /// <summary>Largest arena; null for any. Reached by computing in bands of rows: <see cref="ArenaBudget"/>.</summary>
    public long? MaxArenaBytes { get; init; }

    /// <summary>What the source file leaves open.</summary>
    public ImportOptions Import { get; init; } = ImportOptions.Default;

    /// <summary>Self-test cases to store; they run in order on one interpreter.</summary>
    public int SelfTestCases { get; init; } = 2;
}

/// <summary>A packed model with what it was packed from.</summary>
/// <param name="Bytes">The <c>.edge</c> file.</param>
/// <param name="Graph">The graph after simplification.</param>
/// <param name="Image">What was written.</param>
public sealed record CompiledModel(byte[] Bytes, Graph Graph, ModelImage Image)
{
    /// <summary>What the packed graph computes in.</summary>
    public FloatShare FloatShare => FloatShare.Of(Graph);
}
