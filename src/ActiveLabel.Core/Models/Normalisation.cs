namespace ActiveLabel.Core.Models;

/// <summary>In which coordinates the penalties measure a model's weights.</summary>
public enum Normalisation
{
    /// <summary>Each column of the vectors brought into -1 to 1.</summary>
    Columns,

    /// <summary>
    /// Turned and stretched so that images of one class differ as much in every direction (within-class covariance
    /// normalisation, Hatch, Kajarekar and Stolcke 2006): what varies within classes counts for less. With an L1 penalty,
    /// which is for single columns, the columns are taken as under <see cref="Columns"/>.
    /// </summary>
    WithinClass,
}
