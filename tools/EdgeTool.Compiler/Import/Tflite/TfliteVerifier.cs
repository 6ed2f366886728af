using Google.FlatBuffers;

namespace EdgeTool.Compiler.Tflite;

/// <summary>
/// Proves a file's structure before anything is read: every table, vector and string of the published TFLite schema
/// (version 3) that <see cref="TfliteReader"/> looks at lies inside the file, and nothing nests too deep.
/// Written by hand from the field numbers of that schema; a field's slot in the vtable is 4 + 2 * number.
/// </summary>
internal static class TfliteVerifier
{
    /// <summary>File identifier of the schema, at byte 4 of every file.</summary>
    public const string Identifier = "TFL3";

    private const int MaxDepth = 64;
    private const int MaxTables = 200_000;

    /// <summary>Whether the file is well formed. Alignment is not asked for: our reads do not need it.</summary>
    public static bool Holds(ByteBuffer buffer)
    {
        var verifier = new Verifier(buffer, new Options(MaxDepth, MaxTables, stringEndCheck: true, alignmentCheck: false));
        try
        {
            return verifier.VerifyBuffer(Identifier, sizePrefixed: false, Model);
        }
        catch (Exception e) when (e is ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            // The library follows some offsets before it has compared them with the length.
            return false;
        }
    }

    private static bool Model(Verifier v, uint table) =>
        v.VerifyTableStart(table)
        && Scalar(v, table, 0, 4)
        && v.VerifyVectorOfTables(table, Slot(1), OperatorCode, required: false)
        && v.VerifyVectorOfTables(table, Slot(2), Subgraph, required: true)
        && v.VerifyString(table, Slot(3), required: false)
        && v.VerifyVectorOfTables(table, Slot(4), Buffer, required: false)
        && v.VerifyVectorOfTables(table, Slot(6), Metadata, required: false)
        && v.VerifyTableEnd(table);

    private static bool OperatorCode(Verifier v, uint table) =>
        v.VerifyTableStart(table)
        && Scalar(v, table, 0, 1)
        && v.VerifyString(table, Slot(1), required: false)
        && Scalar(v, table, 2, 4)
        && Scalar(v, table, 3, 4)
        && v.VerifyTableEnd(table);

    private static bool Subgraph(Verifier v, uint table) =>
        v.VerifyTableStart(table)
        && v.VerifyVectorOfTables(table, Slot(0), Tensor, required: false)
        && Vector(v, table, 1, 4)
        && Vector(v, table, 2, 4)
        && v.VerifyVectorOfTables(table, Slot(3), Operator, required: false)
        && v.VerifyString(table, Slot(4), required: false)
        && v.VerifyTableEnd(table);

    private static bool Tensor(Verifier v, uint table) =>
        v.VerifyTableStart(table)
        && Vector(v, table, 0, 4)
        && Scalar(v, table, 1, 1)
        && Scalar(v, table, 2, 4)
        && v.VerifyString(table, Slot(3), required: false)
        && v.VerifyTable(table, Slot(4), Quantization, required: false)
        && Scalar(v, table, 5, 1)
        && v.VerifyTable(table, Slot(6), AnyTable, required: false)
        && Vector(v, table, 7, 4)
        && v.VerifyTableEnd(table);

    private static bool Quantization(Verifier v, uint table) =>
        v.VerifyTableStart(table)
        && Vector(v, table, 2, 4)
        && Vector(v, table, 3, 8)
        && Scalar(v, table, 6, 4)
        && v.VerifyTableEnd(table);

    private static bool Operator(Verifier v, uint table) =>
        v.VerifyTableStart(table)
        && Scalar(v, table, 0, 4)
        && Vector(v, table, 1, 4)
        && Vector(v, table, 2, 4)
        && Scalar(v, table, 3, 1)
        && v.VerifyTable(table, Slot(4), AnyTable, required: false)
        && Vector(v, table, 5, 1)
        && v.VerifyTableEnd(table);

    private static bool Buffer(Verifier v, uint table) =>
        v.VerifyTableStart(table)
        && Vector(v, table, 0, 1)
        && Scalar(v, table, 1, 8)
        && Scalar(v, table, 2, 8)
        && v.VerifyTableEnd(table);

    private static bool Metadata(Verifier v, uint table) =>
        v.VerifyTableStart(table)
        && v.VerifyString(table, Slot(0), required: false)
        && Scalar(v, table, 1, 4)
        && v.VerifyTableEnd(table);

    /// <summary>A table whose fields depend on the operator: its fields are proved when an importer asks for them.</summary>
    private static bool AnyTable(Verifier v, uint table) => v.VerifyTableStart(table) && v.VerifyTableEnd(table);

    private static bool Scalar(Verifier v, uint table, int field, ulong sizeBytes) =>
        v.VerifyField(table, Slot(field), sizeBytes, sizeBytes, required: false);

    private static bool Vector(Verifier v, uint table, int field, ulong elementBytes) =>
        v.VerifyVectorOfData(table, Slot(field), elementBytes, required: false);

    private static short Slot(int field) => (short)(4 + (2 * field));
}
