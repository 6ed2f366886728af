namespace EdgeTool.Compiler.Tflite;

/// <summary>A custom operator of the TensorFlow Lite Micro signal library: the audio front end as part of a model.</summary>
public abstract class SignalImporter : ITfliteImporter
{
    public int BuiltinCode => TfliteImporters.CustomCode;

    public abstract string CustomCode { get; }

    public void Import(TfliteNode source, TfliteGraphBuilder graph) => Import(
        source, source.Operator.CustomOptions.IsEmpty ? FlexMap.Empty : new FlexMap(source.Operator.CustomOptions.Span), graph);

    protected abstract void Import(TfliteNode source, FlexMap options, TfliteGraphBuilder graph);
}
