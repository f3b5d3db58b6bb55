using ActiveLabel.Core;
using Google.Protobuf;

namespace ActiveLabel.Vision.Networks.Onnx;

/// <summary>Reads ONNX files of any provenance.</summary>
internal static class OnnxFile
{
    /// <param name="gathered">Whether weights lay in files beside it.</param>
    /// <returns>The network with all its weights in it.</returns>
    /// <exception cref="WrongUseException">The file is missing, too large, damaged, or weights that should lie beside it are missing.</exception>
    public static ModelProto Read(string path, out bool gathered)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
            throw new WrongUseException($"There is no file {path}.");
        // A message of Protocol Buffers cannot be larger.
        if (file.Length > int.MaxValue)
            throw new WrongUseException(
                $"{path} has {file.Length / 1e9:0.0} GB; ONNX files of more than 2.1 GB cannot be read. Use a smaller network.");
        var model = Parse(path);
        if (model.Graph is null or { Node.Count: 0 } || model.OpsetImport.Count == 0)
            throw new WrongUseException($"{path} holds no whole network: it is no ONNX file, or it was cut off. Fetch it again.");
        gathered = ExternalWeights.TakeIn(model, Path.GetDirectoryName(file.FullName)!);
        return model;
    }

    private static ModelProto Parse(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            return ModelProto.Parser.ParseFrom(stream);
        }
        catch (InvalidProtocolBufferException exception)
        {
            throw new WrongUseException($"{path} is no ONNX file, or it was cut off ({exception.Message}) Fetch it again.", exception);
        }
    }
}
