using System.Text.Json;

namespace EdgeRuntime.Pipeline.Tests;

public class ConfigNodeTests
{
    [Fact]
    public void OneReadingFindsEveryMistake()
    {
        var mistakes = Read("""{ "pinn": 4, "mode": "tmer", "periodMs": 0, "on": 1, "list": ["a", "c"], "mode2": 1, "sub": 3 }""", node =>
        {
            node.Integer("pin", 0, 40);
            node.Choice("mode", ["timer", "gpio"]);
            node.Integer("periodMs", 1, 1000);
            node.Flag("on", true);
            node.Names("list", ["a", "b"]);
            node.Text("name", "x");
            node.Choice("mode2", ["timer"]);
            node.Section("sub").Text("inside");
        });
        Assert.Equal(
            [
                "$.pin: found nothing; expected a whole number from 0 to 40",
                "$.mode: found \"tmer\"; expected one of timer, gpio; did you mean 'timer'?",
                "$.periodMs: found 0; expected a whole number from 1 to 1000",
                "$.on: found 1; expected true or false",
                "$.list[1]: found \"c\"; expected one of a, b; did you mean 'a'?",
                "$.mode2: found 1; expected one of timer",
                "$.sub: found 3; expected an object",
                "$.pinn: found an unknown member; expected one of pin, mode, periodMs, on, list, name, mode2, sub; did you mean 'pin'?",
            ],
            mistakes);
    }

    [Fact]
    public void AMemberMayNotBeThereTwice() =>
        Assert.Equal(
            ["$.a: found the member a second time; expected each member once"],
            Read("""{ "a": 1, "a": 2 }""", node => node.Integer("a", 0, 9)));

    [Fact]
    public void AListOfSectionsHasPathsWithIndices() =>
        Assert.Equal(
            ["$.list[1].x: found true; expected a number from 0 to 1"],
            Read("""{ "list": [{ "x": 0.5 }, { "x": true }] }""", node =>
            {
                foreach (var item in node.Sections("list"))
                {
                    item.Number("x", 0, 1);
                    item.Finish();
                }
            }));

    private static IEnumerable<string> Read(string json, Action<ConfigNode> read)
    {
        var mistakes = new List<ConfigMistake>();
        using var document = JsonDocument.Parse(json);
        var node = ConfigNode.Root(document.RootElement, mistakes);
        read(node);
        node.Finish();
        return mistakes.Select(m => m.ToString());
    }
}
