using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace ActiveLabel.Data.Database.Migrations
{
    /// <inheritdoc />
    public partial class HiddenSkips : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "IsSkip",
                table: "PracticeAnswers",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "IsSkip",
                table: "PracticeAnswers");
        }
    }
}
