using System.Runtime.InteropServices;
using EdgeRuntime.Inference;
using EdgeRuntime.Model;
using EdgeTool.Compiler.Onnx;
using Microsoft.ML.OnnxRuntime;
using TestKit;
using Xunit.Abstractions;

namespace EdgeTool.Compiler.Tests.Onnx;

/// <summary>Real models written as ONNX: ONNX Runtime computes the same from the file, and it comes back as the same integers.</summary>
public class ExportedModelTests(ITestOutputHelper output)
{
    public static TheoryData<string> Models
    {
        get
        {
            var rows = new TheoryData<string>();
            foreach (var name in GoldenModel.Names.Where(IsSaid).DefaultIfEmpty(""))
            {
                rows.Add(name);
            }

            return rows;
        }
    }

    /// <summary>Float models within 1e-4; of quantized ones, whose layers are compared one by one elsewhere, that the whole file runs.</summary>
    [SharedTheory]
    [MemberData(nameof(Models))]
    public void OnnxRuntimeAgrees(string name)
    {
        var golden = new GoldenModel(name);
        var graph = SourceModel.Import(golden.SourcePath);
        GraphSimplifier.Simplify(graph);
        var isFloat = !graph.Values().Any(ExportGraph.IsQuantized);
        foreach (var options in (OnnxExportOptions[])[new(), new() { UnsignedActivations = true }])
        {
            var file = OnnxExporter.Export(graph, options);
            using var interpreter = Load(ModelCompiler.Compile(golden.SourcePath, new CompileOptions { SelfTestCases = 0 }));
            using var session = OnnxRuntimeReference.Open(file);
            var results = ExportedRun.Compare(interpreter, session, golden.Inputs(interpreter));
            output.WriteLine($"{options}: {string.Join(", ", results)}");
            Assert.All(results, r => Assert.True(r.IsSame || !isFloat, $"{options}: {r}"));
        }
    }

    /// <summary>Layers of asymmetric uint8 weights have no integer form when read back: they stay real, and only near.</summary>
    [SharedTheory]
    [MemberData(nameof(Models))]
    public void TheImporterReadsTheSameIntegers(string name)
    {
        var golden = new GoldenModel(name);
        var graph = SourceModel.Import(golden.SourcePath);
        var file = OnnxExporter.Export(graph);
        var hasUnsignedWeights = graph.Values().Any(v => v is { IsConstant: true, Type: ElementType.UInt8 });
        using var back = Load(ModelCompiler.Compile(OnnxImporter.Import(file), new CompileOptions { SelfTestCases = 0 }));
        using var source = Load(ModelCompiler.Compile(golden.SourcePath, new CompileOptions { SelfTestCases = 0 }));
        var results = ExportedRun.Compare(source, back, golden.Inputs(source));
        output.WriteLine($"{source.StepCount} steps, {back.StepCount} read back: {string.Join(", ", results)}");
        Assert.All(results, r => Assert.True(r.IsSame || hasUnsignedWeights, $"{r}"));
    }

    private static Interpreter Load(CompiledModel compiled) => Interpreter.Load(ModelFile.FromBytes(compiled.Bytes));

    private static bool IsSaid(string name)
    {
        try
        {
            return SourceModel.Import(new GoldenModel(name).SourcePath).Nodes.TrueForAll(n => OnnxWords.For(n.OpCode) is not null);
        }
        catch (UnsupportedModelException)
        {
            return false;
        }
    }
}
