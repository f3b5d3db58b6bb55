using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ActiveLabel.Data.Database.Migrations
{
    /// <inheritdoc />
    public partial class ClassChanges : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Queue_ProjectId_Open_Round_Rank",
                table: "Queue");

            migrationBuilder.AddColumn<long>(
                name: "ClassMark",
                table: "Rounds",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "Again",
                table: "Queue",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "ClassMark",
                table: "Projects",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "ClassMark",
                table: "Models",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<long>(
                name: "AgainUpTo",
                table: "Classes",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<bool>(
                name: "IsGone",
                table: "Classes",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<long>(
                name: "MergedInto",
                table: "Classes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ClassChanges",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    ProjectId = table.Column<long>(type: "INTEGER", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", maxLength: 30, nullable: false),
                    ClassId = table.Column<long>(type: "INTEGER", nullable: false),
                    ClassName = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    LabelMark = table.Column<long>(type: "INTEGER", nullable: false),
                    Into = table.Column<long>(type: "INTEGER", nullable: true),
                    NewName = table.Column<string>(type: "TEXT", maxLength: 60, nullable: true),
                    Parts = table.Column<string>(type: "TEXT", nullable: false),
                    Undoes = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClassChanges", x => x.Sequence);
                    table.ForeignKey(
                        name: "FK_ClassChanges_Classes_ClassId",
                        column: x => x.ClassId,
                        principalTable: "Classes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ClassChanges_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_ClassChanges_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Queue_ProjectId_Open_Again_Round_Rank",
                table: "Queue",
                columns: new[] { "ProjectId", "Open", "Again", "Round", "Rank" },
                descending: new[] { false, false, true, true, false });

            migrationBuilder.CreateIndex(
                name: "IX_ClassChanges_ClassId",
                table: "ClassChanges",
                column: "ClassId");

            migrationBuilder.CreateIndex(
                name: "IX_ClassChanges_PersonId",
                table: "ClassChanges",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_ClassChanges_ProjectId_Sequence",
                table: "ClassChanges",
                columns: new[] { "ProjectId", "Sequence" });

            migrationBuilder.CreateIndex(
                name: "IX_ClassChanges_Undoes",
                table: "ClassChanges",
                column: "Undoes",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ClassChanges");

            migrationBuilder.DropIndex(
                name: "IX_Queue_ProjectId_Open_Again_Round_Rank",
                table: "Queue");

            migrationBuilder.DropColumn(
                name: "ClassMark",
                table: "Rounds");

            migrationBuilder.DropColumn(
                name: "Again",
                table: "Queue");

            migrationBuilder.DropColumn(
                name: "ClassMark",
                table: "Projects");

            migrationBuilder.DropColumn(
                name: "ClassMark",
                table: "Models");

            migrationBuilder.DropColumn(
                name: "AgainUpTo",
                table: "Classes");

            migrationBuilder.DropColumn(
                name: "IsGone",
                table: "Classes");

            migrationBuilder.DropColumn(
                name: "MergedInto",
                table: "Classes");

            migrationBuilder.CreateIndex(
                name: "IX_Queue_ProjectId_Open_Round_Rank",
                table: "Queue",
                columns: new[] { "ProjectId", "Open", "Round", "Rank" },
                descending: new[] { false, false, true, false });
        }
    }
}
