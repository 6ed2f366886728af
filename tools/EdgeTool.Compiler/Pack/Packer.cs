using EdgeRuntime.Model;

namespace EdgeTool.Compiler;

/// <summary>Writes a graph as an <c>.edge</c> file: proves it, plans its memory, stores its constants once, adds self-test vectors.</summary>
public static class Packer
{
    /// <exception cref="ImportException">The graph cannot be executed, a node breaks its operator's law, or the format cannot express it.</exception>
    public static CompiledModel Pack(Graph graph, CompileOptions options)
    {
        GraphProof.Check(graph);
        var plan = GraphPlanner.Plan(graph);
        var bare = ImageBuilder.Build(graph, plan);
        try
        {
            var image = new ModelImage
            {
                Tensors = TargetBoard.Of(options.Target) is { } board ? WeightOrders.Of(bare, board.Features) : bare.Tensors,
                Steps = bare.Steps,
                Inputs = bare.Inputs,
                Outputs = bare.Outputs,
                ArenaBytes = bare.ArenaBytes,
                Contract = bare.Contract,
                SelfTest = SelfTestVectors.Of(ModelWriter.Write(bare), options.SelfTestCases),
            };
            return new CompiledModel(ModelWriter.Write(image), graph, image);
        }
        catch (Exception e) when (e is ArgumentException or ModelFormatException)
        {
            throw new ImportException($"The model does not fit the format: {e.Message}", e);
        }
    }
}
