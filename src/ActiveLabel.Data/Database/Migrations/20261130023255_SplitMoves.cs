using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ActiveLabel.Data.Database.Migrations
{
    /// <inheritdoc />
    public partial class SplitMoves : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SplitMoves",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ProjectId = table.Column<long>(type: "INTEGER", nullable: false),
                    ImageId = table.Column<long>(type: "INTEGER", nullable: false),
                    From = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    To = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    AfterRound = table.Column<int>(type: "INTEGER", nullable: false),
                    AfterModelId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SplitMoves", x => x.Sequence);
                    table.ForeignKey(
                        name: "FK_SplitMoves_Images_ImageId",
                        column: x => x.ImageId,
                        principalTable: "Images",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_SplitMoves_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_SplitMoves_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SplitMoves_ImageId",
                table: "SplitMoves",
                column: "ImageId");

            migrationBuilder.CreateIndex(
                name: "IX_SplitMoves_PersonId",
                table: "SplitMoves",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_SplitMoves_ProjectId_Sequence",
                table: "SplitMoves",
                columns: new[] { "ProjectId", "Sequence" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SplitMoves");
        }
    }
}
