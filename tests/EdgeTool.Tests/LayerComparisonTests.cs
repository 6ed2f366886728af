using EdgeRuntime.Inference;
using EdgeTool.Compiler;

namespace EdgeTool.Tests;

public class LayerComparisonTests
{
    [Fact]
    public void EqualModelsAgreeInEveryLayer()
    {
        using Interpreter packed = Load(TinyModel.Graph()), source = Load(TinyModel.Graph());
        var comparison = new LayerComparison(packed, source);
        Assert.Null(comparison.Compare(new Random(1)));
        Assert.Equal(packed.StepCount, comparison.ComparedTensors);
    }

    [Fact]
    public void TheFirstDifferingLayerIsNamed()
    {
        var other = TinyModel.Graph();
        other.Nodes.RemoveAt(0);
        other.Nodes[0].Inputs[0] = other.Inputs[0];
        other.Nodes[0].SetRecord(new EdgeRuntime.Model.Relu6());
        using Interpreter packed = Load(other), source = Load(TinyModel.Graph());
        var comparison = new LayerComparison(packed, source);
        var difference = Enumerable.Range(0, 20).Select(seed => comparison.Compare(new Random(seed))).First(d => d is not null)!;
        Assert.Equal(("Relu6", "second", "output"), (difference.Op, difference.Layer, difference.Tensor));
    }

    [Fact]
    public void ModelsWithOtherInputsWereNotPackedFromEachOther()
    {
        var other = TinyModel.Graph();
        foreach (var value in other.Values())
        {
            value.Shape = new EdgeRuntime.Model.Shape(1, 4);
        }

        using Interpreter packed = Load(other), source = Load(TinyModel.Graph());
        Assert.Equal(ExitCode.AnswerIsNo, Assert.Throws<ToolException>(() => new LayerComparison(packed, source)).ExitCode);
    }

    private static Interpreter Load(Graph graph) =>
        Interpreter.Load(OpenedModel.FromBytes(ModelCompiler.Compile(graph, new CompileOptions { Simplify = false }).Bytes));
}
