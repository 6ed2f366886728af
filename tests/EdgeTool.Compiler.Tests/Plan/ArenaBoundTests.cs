using TestKit;

namespace EdgeTool.Compiler.Tests;

/// <summary>How near the planner comes to the most bytes that live at one step, on every real model that can be planned.</summary>
public class ArenaBoundTests
{
    private const double LargestRatio = 1.05;
    private const int FewestModels = 300;

    [SharedFact]
    public void ArenasAreWithinFivePercentOfTheirLowerBound()
    {
        var (planned, wide) = (0, new List<string>());
        foreach (var path in Directory.EnumerateFiles(Shared.PathOf("models"), "*", SearchOption.AllDirectories).Where(IsModel))
        {
            if (TryPlan(path) is not { } plan)
            {
                continue;
            }

            planned++;
            if (plan.ArenaBytes > LargestRatio * plan.LowerBoundBytes)
            {
                wide.Add($"{path}: {plan.ArenaBytes} bytes, {plan.LowerBoundBytes} at least");
            }
        }

        Assert.True(wide.Count == 0, string.Join('\n', wide));
        Assert.True(planned >= FewestModels, $"{planned} models planned");
    }

    private static bool IsModel(string path) => Path.GetExtension(path) is ".tflite" or ".onnx";

    private static GraphPlan? TryPlan(string path)
    {
        try
        {
            var graph = SourceModel.Import(path);
            GraphSimplifier.Simplify(graph);
            return GraphPlanner.Plan(graph);
        }
        catch (Exception e) when (e is ImportException or UnsupportedModelException or IOException)
        {
            return null;
        }
    }
}
