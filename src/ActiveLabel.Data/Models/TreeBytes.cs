using ActiveLabel.Core.Models;

namespace ActiveLabel.Data.Models;

/// <summary>
/// Boosted trees in bytes, little-endian: layout, vector length d, class count K and number of trees as int32, Scale [d] and
/// Bias [K] as float32, then each tree: its class and number of nodes n as int32, Columns [n], Left [n] and Right [n] as
/// int32, Thresholds [n] and Leaves [n + 1] as float32.
/// </summary>
internal static class TreeBytes
{
    public const int Layout = 2;

    public static byte[] Write(TreeModel model)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        Put(Layout, model.VectorLength, model.ClassCount, model.Trees.Count);
        PutFloats(model.Scale);
        PutFloats(model.Bias);
        foreach (var tree in model.Trees)
        {
            Put(tree.Class, tree.Columns.Count);
            Put([.. tree.Columns, .. tree.Left, .. tree.Right]);
            PutFloats(tree.Thresholds);
            PutFloats(tree.Leaves);
        }

        writer.Flush();
        return bytes.ToArray();

        void Put(params ReadOnlySpan<int> values)
        {
            foreach (var value in values) writer.Write(value);
        }

        void PutFloats(IReadOnlyList<float> values)
        {
            foreach (var value in values) writer.Write(value);
        }
    }

    public static TreeModel Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        try
        {
            reader.ReadInt32();
            var (length, classes, count) = (reader.ReadInt32(), reader.ReadInt32(), reader.ReadInt32());
            var (scale, bias) = (Floats(length), Floats(classes));
            var trees = new BoostedTree[Counted(count)];
            for (var t = 0; t < trees.Length; t++)
            {
                var (k, nodes) = (reader.ReadInt32(), reader.ReadInt32());
                var (columns, left, right) = (Whole(nodes), Whole(nodes), Whole(nodes));
                var thresholds = Floats(nodes);
                trees[t] = new BoostedTree(k, columns, thresholds, left, right, Floats(nodes + 1));
            }

            return new TreeModel(length, classes, scale, bias, trees);
        }
        catch (EndOfStreamException end)
        {
            throw new InvalidDataException("A stored model is cut off.", end);
        }

        int[] Whole(int n)
        {
            var values = new int[Counted(n)];
            for (var i = 0; i < n; i++) values[i] = reader.ReadInt32();
            return values;
        }

        float[] Floats(int n)
        {
            var values = new float[Counted(n)];
            for (var i = 0; i < n; i++) values[i] = reader.ReadSingle();
            return values;
        }

        // Four bytes each at least: no more than there are bytes.
        int Counted(int n) => n >= 0 && n <= bytes.Length / sizeof(int) ? n : throw new InvalidDataException("A stored model is cut off.");
    }
}
