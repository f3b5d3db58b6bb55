using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ActiveLabel.Data.Database.Migrations
{
    /// <inheritdoc />
    public partial class Consensus : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Consensus",
                table: "Tallies",
                type: "TEXT",
                maxLength: 30,
                nullable: false,
                defaultValue: "NewestAnswer");

            // Where several people have answered, how many agree is counted when the next round begins.
            migrationBuilder.AddColumn<bool>(
                name: "Settled",
                table: "Tallies",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<int>(
                name: "Wanted",
                table: "Queue",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<double>(
                name: "AnswerConfidence",
                table: "Images",
                type: "REAL",
                nullable: false,
                defaultValue: 1.0);

            migrationBuilder.CreateTable(
                name: "Consensus",
                columns: table => new
                {
                    ProjectId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kept = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Consensus", x => x.ProjectId);
                    table.ForeignKey(
                        name: "FK_Consensus_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Queue_Wanted",
                table: "Queue",
                column: "ProjectId",
                filter: "\"Wanted\" > 0");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Consensus");

            migrationBuilder.DropIndex(
                name: "IX_Queue_Wanted",
                table: "Queue");

            migrationBuilder.DropColumn(
                name: "Consensus",
                table: "Tallies");

            migrationBuilder.DropColumn(
                name: "Settled",
                table: "Tallies");

            migrationBuilder.DropColumn(
                name: "Wanted",
                table: "Queue");

            migrationBuilder.DropColumn(
                name: "AnswerConfidence",
                table: "Images");
        }
    }
}
