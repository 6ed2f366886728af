using EdgeRuntime.Model;
using EdgeTool.Compiler;
using EdgeTool.Compiler.Onnx;
using EdgeTool.Compiler.Quantization;

namespace EdgeTool.Training;

/// <summary><c>pack</c>: the model as it stands, packed (<c>.edge</c>) or for other tools (<c>.onnx</c>).</summary>
/// <param name="Output">The file.</param>
/// <param name="Target">Board, or <c>any</c>.</param>
/// <param name="Minimum">Least accuracy on the held-out data; 0 for any.</param>
public sealed record PackStage(string Output, string Target, double Minimum = 0) : IRecipeStage
{
    public string Kind => "pack";

    public void Run(RecipeRun run)
    {
        var graph = GraphCopy.Of(run.Graph);
        graph.Contract.Name = run.Recipe.Name;
        var measured = run.Results.LastOrDefault();
        if (Minimum > 0 && !(measured?.Accuracy >= Minimum))
        {
            throw new RecipeGoalException($"'{Output}' is not written: the model gets {measured?.Accuracy:P2} of the held-out data right, and the recipe asks for {Minimum:P2}.");
        }

        graph.Contract.Provenance.Measured = measured is null || double.IsNaN(measured.Accuracy) ? []
            : [new MeasuredFigure { Metric = "top1", DataSet = "held-out data of the recipe", Value = Math.Round(measured.Accuracy, 4), Samples = run.Data.Test.Count }];
        var compiled = ModelCompiler.Compile(graph, new CompileOptions { Target = Target == "any" ? "" : Target });
        run.Files[Output] = Path.GetExtension(Output).ToLowerInvariant() switch
        {
            ".edge" => compiled.Bytes,
            ".onnx" => OnnxExporter.Export(compiled.Graph),
            _ => throw new RecipeException($"'{Output}': models are written as .edge or .onnx; name the file so."),
        };
    }
}
