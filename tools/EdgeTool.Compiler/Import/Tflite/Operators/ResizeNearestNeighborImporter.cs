using EdgeRuntime.Model;

namespace EdgeTool.Compiler.Tflite;

/// <summary>RESIZE_NEAREST_NEIGHBOR (97), ResizeNearestNeighborOptions: align_corners 0, half_pixel_centers 1.</summary>
public sealed class ResizeNearestNeighborImporter : ITfliteImporter
{
    public int BuiltinCode => 97;

    public void Import(TfliteNode source, TfliteGraphBuilder graph)
    {
        ResizeReading.RequireSize(source);
        var record = new ResizeNearestNeighbor
        {
            AlignCorners = source.Options.Bool(0) ? 1 : 0,
            HalfPixelCenters = source.Options.Bool(1) ? 1 : 0,
        };
        graph.Add(source, record, [source.Require(0, "input")], source.Outputs);
    }
}
