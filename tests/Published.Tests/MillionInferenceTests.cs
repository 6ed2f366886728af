namespace Published.Tests;

/// <summary>The compiled program runs a keyword model a million times and allocates nothing. Minutes: <c>--filter Category=Slow</c>.</summary>
[Trait("Category", "Slow")]
public sealed class MillionInferenceTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public static TheoryData<string> Models => ["mlperf-tiny-models__kws_ref_model"];

    public void Dispose() => File.Delete(_file);

    [PublishedSharedTheory]
    [MemberData(nameof(Models))]
    public void AMillionInferencesAllocateNothing(string model)
    {
        File.WriteAllBytes(_file, GoldenPack.Pack(model));
        var result = Board.Of("x64").Run(["self-test", _file, "--repeat", "1000000"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"repeat +1,000,000 inferences, [\d.]+ us each, 0 managed bytes allocated", result.Output);
    }
}
