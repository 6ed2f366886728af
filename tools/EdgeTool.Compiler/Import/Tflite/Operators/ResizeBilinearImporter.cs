using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>RESIZE_BILINEAR (23), ResizeBilinearOptions: align_corners 2, half_pixel_centers 3 (0 and 1 are deprecated).</summary>
public sealed class ResizeBilinearImporter : ITfliteImporter
{
    public int BuiltinCode => 23;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        ResizeReading.RequireSize(source);
        var record = new ResizeBilinear
        {
            AlignCorners = source.Options.Bool(2) ? 1 : 0,
            HalfPixelCenters = source.Options.Bool(3) ? 1 : 0,
        };
        graph.Add(source, record, [source.Require(0, "input")], source.Outputs);
    }
}
