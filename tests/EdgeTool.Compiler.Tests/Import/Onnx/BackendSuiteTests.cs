using TestKit;
using Xunit.Abstractions;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>The ONNX backend suite: what is not refused is right.</summary>
public class BackendSuiteTests(ITestOutputHelper output)
{
    /// <summary>Rises with every operator.</summary>
    private const int FloorOfPassed = 419;

    [SharedFact]
    public void EveryCaseIsRightOrRefused()
    {
        var (passed, refused, wrong) = (0, new List<string>(), new List<string>());
        foreach (var test in BackendCase.All)
        {
            try
            {
                var difference = test.Run();
                if (difference.Length == 0)
                {
                    passed++;
                }
                else
                {
                    wrong.Add($"{test.Name}: {difference}");
                }
            }
            catch (UnsupportedModelException e)
            {
                refused.Add($"{test.Name}: {e.Message}");
            }
            catch (Exception e)
            {
                wrong.Add($"{test.Name}: {e}");
            }
        }

        output.WriteLine($"passed {passed}, refused {refused.Count}, wrong {wrong.Count}");
        refused.ForEach(line => output.WriteLine("refused " + line));
        wrong.ForEach(line => output.WriteLine("wrong " + line));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(passed >= FloorOfPassed, $"{passed} passed; {FloorOfPassed} did before.");
    }
}
