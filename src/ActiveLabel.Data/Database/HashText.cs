using ActiveLabel.Core.Images;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace ActiveLabel.Data.Database;

internal sealed class HashText() : ValueConverter<ImageHash, string>(hash => hash.Hex, stored => ImageHash.Parse(stored));
