using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ActiveLabel.Data.Database.Migrations
{
    /// <inheritdoc />
    public partial class GoldAndInstructionPictures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "Passes",
                table: "PracticeAnswers",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "Source",
                table: "PracticeAnswers",
                type: "TEXT",
                maxLength: 30,
                nullable: false,
                defaultValue: "Practice");

            migrationBuilder.AddColumn<Guid>(
                name: "Withdrawal",
                table: "PracticeAnswers",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ExampleIds",
                table: "Classes",
                type: "TEXT",
                nullable: false,
                defaultValue: "[]");

            migrationBuilder.CreateTable(
                name: "GoldImages",
                columns: table => new
                {
                    ImageId = table.Column<long>(type: "INTEGER", nullable: false),
                    ProjectId = table.Column<long>(type: "INTEGER", nullable: false),
                    ClassId = table.Column<long>(type: "INTEGER", nullable: false),
                    PersonId = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_GoldImages", x => x.ImageId);
                    table.ForeignKey(
                        name: "FK_GoldImages_Classes_ClassId",
                        column: x => x.ClassId,
                        principalTable: "Classes",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_GoldImages_Images_ImageId",
                        column: x => x.ImageId,
                        principalTable: "Images",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                    table.ForeignKey(
                        name: "FK_GoldImages_People_PersonId",
                        column: x => x.PersonId,
                        principalTable: "People",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Restrict);
                    table.ForeignKey(
                        name: "FK_GoldImages_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "InstructionPictures",
                columns: table => new
                {
                    ProjectId = table.Column<long>(type: "INTEGER", nullable: false),
                    Hash = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ContentType = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InstructionPictures", x => new { x.ProjectId, x.Hash });
                    table.ForeignKey(
                        name: "FK_InstructionPictures_Projects_ProjectId",
                        column: x => x.ProjectId,
                        principalTable: "Projects",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PracticeAnswers_Withdrawal",
                table: "PracticeAnswers",
                column: "Withdrawal",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_GoldImages_ClassId",
                table: "GoldImages",
                column: "ClassId");

            migrationBuilder.CreateIndex(
                name: "IX_GoldImages_PersonId",
                table: "GoldImages",
                column: "PersonId");

            migrationBuilder.CreateIndex(
                name: "IX_GoldImages_ProjectId",
                table: "GoldImages",
                column: "ProjectId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "GoldImages");

            migrationBuilder.DropTable(
                name: "InstructionPictures");

            migrationBuilder.DropIndex(
                name: "IX_PracticeAnswers_Withdrawal",
                table: "PracticeAnswers");

            migrationBuilder.DropColumn(
                name: "Passes",
                table: "PracticeAnswers");

            migrationBuilder.DropColumn(
                name: "Source",
                table: "PracticeAnswers");

            migrationBuilder.DropColumn(
                name: "Withdrawal",
                table: "PracticeAnswers");

            migrationBuilder.DropColumn(
                name: "ExampleIds",
                table: "Classes");
        }
    }
}
