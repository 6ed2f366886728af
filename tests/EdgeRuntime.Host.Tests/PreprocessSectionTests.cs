using EdgeRuntime.Model;

namespace EdgeRuntime.Host.Tests;

/// <summary>A pipeline file may state the preprocessing that its model carries, but none other.</summary>
public class PreprocessSectionTests
{
    [Fact]
    public void TheModelsOwnIsAccepted() => Assert.Equal(0, Check("""[ { "kind": "scale", "factor": 2 } ]""").Code);

    [Fact]
    public void AnotherIsRefused()
    {
        var (code, error) = Check("""[ { "kind": "scale", "factor": 3 } ]""");
        Assert.Equal(78, code);
        Assert.Contains("$.preprocess: found other stages than the packed model's", error);
    }

    [Fact]
    public void MistakesAreNamedByTheirPath()
    {
        var (code, error) = Check("""[ { "factor": 2 }, { "kind": "scale", "factor": [true] } ]""");
        Assert.Equal(78, code);
        Assert.Contains("$.preprocess[0].kind: found nothing; expected one of scale,", error);
        Assert.Contains("$.preprocess[1].factor: found [true]; expected a number", error);
    }

    private static (int Code, string Error) Check(string stages)
    {
        using var bench = new Workbench();
        TinyModel.Write(bench.Folder, contract => contract.Preprocess.Add(
            new PreprocessStage { Kind = "scale", Numbers = new Dictionary<string, double[]> { ["factor"] = [2] } }));
        bench.WritePipeline(Workbench.Pipeline.Replace("\"sensor\"", $"\"preprocess\": {stages}, \"sensor\"", StringComparison.Ordinal));
        var (code, _, error) = Workbench.Program("check", "--config", bench.PathOf("tiny.json"));
        return (code, error);
    }
}
